/* Explorers of a page: controls that a reader moves, and what follows from them.
 *
 * The model is not here: it stands in each explorer's specification, written there by Python.
 */
(function () {
  "use strict";

  const PAUSE = 500; // milliseconds without a change before it is spoken and put into the address
  const NEAR = 1500; // pixels from the view at which it starts: two screens of a phone
  const LATE = 3000; // milliseconds after which who waits for the controls is told

  const { brief, content, describe, element, embed, keep, whenNear } = window.coursebook;
  const { Refused, format, fromResult, linkTo, read, readLink, told, written } = window.coursebook.scenarios;

  // Who follows a link to it need not wait for the page to be laid out.
  const leadsTo = (root) => Boolean(document.getElementById(location.hash.slice(1))?.contains(root));

  function startExplorer(root) {
    const explorer = content(root, ".explorer-declaration");
    const find = (selector) => root.querySelector(selector);
    const form = find(".explorer-controls");
    const message = find(".explorer-message");
    const spoken = find(".explorer-spoken");
    const defaults = Object.fromEntries(explorer.controls.map((each) => [each.name, each.default]));
    let values = { ...defaults };
    let compared = []; // kept scenarios beside the current one: name, values, texts
    let view = null;
    let spokenTexts = {};
    let spokenNotices = [];
    let drawn = false; // since the last frame
    let waiting = false; // for the next one
    let pausing = 0;
    let late = 0;

    const cells = Object.fromEntries(
      [...root.querySelectorAll("[data-cell]")].map((each) => [each.dataset.cell, each]),
    );
    const inputs = (name) => form.querySelectorAll(`[data-control="${name}"]`);
    const presets = root.querySelectorAll(".explorer-presets");
    const control = (name) => explorer.controls.find((each) => each.name === name);
    const rows = () => view.data("current");
    const listed = () => (explorer.listed ? rows().filter((row) => row[explorer.listed]) : rows());
    // What is the same for all rows stands in each of them, or in a signal of its own.
    const results = () => {
      const alone = explorer.single.map((name) => [name, view.signal(explorer.result + name)]);
      return { ...rows()[0], ...Object.fromEntries(alone) };
    };
    const texts = (row = results()) => {
      return Object.fromEntries(
        explorer.readouts.map((each) => [each.name, format(each.format, row[each.name])]),
      );
    };

    // The chart's text alternative.
    const inWords = (results) => {
      const all = explorer.readouts.map((each) => `${each.label}: ${results[each.name]}`);
      return `${explorer.alt} ${all.join("; ")}.`;
    };

    const notices = (row = results()) => {
      return explorer.notices.filter((each) => row[each.name]).map((each) => each.text);
    };

    function showControl(name, except) {
      const text = written(control(name), values[name]);
      for (const input of inputs(name)) {
        input.removeAttribute("aria-invalid");
        input.closest(".control").querySelector(".control-error")?.remove();
        if (input.type === "checkbox") input.checked = values[name];
        else if (input !== except) input.value = text;
        if (input.type === "range") {
          input.setAttribute("aria-valuetext", `${text} ${control(name).unit}`.trim());
        }
      }
    }

    function set(changes, except) {
      values = { ...values, ...changes };
      for (const name of Object.keys(changes)) showControl(name, except);
      for (const button of root.querySelectorAll("[data-preset]")) {
        const preset = explorer.presets.find((each) => each.name === button.dataset.preset);
        const same = Object.entries(preset.values).every(([name, value]) => value === values[name]);
        button.setAttribute("aria-pressed", String(same));
      }
      drawSoon();
    }

    // At once, so that the next frame shows it. Further changes before that frame come with it.
    function drawSoon() {
      waiting = drawn;
      if (drawn) return;
      drawn = true;
      draw();
      requestAnimationFrame(() => {
        drawn = false;
        if (waiting) drawSoon();
      });
    }

    function signal(scenario) {
      for (const each of explorer.controls) view.signal(explorer.signal + each.name, scenario[each.name]);
    }

    function draw() {
      signal(values);
      view.run();
      show();
      clearTimeout(pausing);
      pausing = setTimeout(settle, PAUSE);
    }

    function show() {
      const row = results();
      for (const [name, text] of Object.entries(texts(row))) {
        find(`[data-readout="${name}"]`).textContent = text;
      }
      for (const { name, format: kind } of explorer.cells) {
        const text = format(kind, row[name]);
        // A text that stays is not written again: the browser would lay it out again.
        if (cells[name].textContent !== text) cells[name].textContent = text;
      }
      find(".explorer-notices").replaceChildren(...notices(row).map((text) => item("li", text)));
      if (compared.length) showSettings();
      if (find("details[open] .data-table")) showTable();
    }

    // After a pause: say what changed, once, and keep the scenario in the address.
    function settle() {
      const now = texts();
      const noted = notices();
      const sentences = [
        ...explorer.readouts
          .filter((each) => spokenTexts[each.name] !== now[each.name])
          .map((each) => `${each.label}: ${now[each.name]}.`),
        ...noted.filter((text) => !spokenNotices.includes(text)),
      ];
      if (sentences.length) spoken.textContent = sentences.join(" ");
      spokenTexts = now;
      spokenNotices = noted;
      describe(view.container(), inWords(now));
      const link = linkTo(explorer, values);
      const changed = link !== linkTo(explorer, defaults);
      if (changed || readLink(explorer, location.hash)) history.replaceState(null, "", link);
    }

    const item = (tag, text, properties) => element(tag, { textContent: text, ...properties });

    function line(cells) {
      const made = element("tr");
      made.append(...cells);
      return made;
    }

    function showTable() {
      const body = listed().map((row) =>
        line(explorer.columns.map((each) => item("td", format(each.format, row[each.name]))))
      );
      find(".data-table tbody").replaceChildren(...body);
    }

    function csv() {
      const names = explorer.columns.map((each) => each.name);
      const lines = listed().map((row) => names.map((name) => row[name]).join(","));
      return [names.join(","), ...lines, ""].join("\n");
    }

    // The view computes each of the others and comes back before anything is painted.
    function compare() {
      const pinned = [];
      compared = kept.compared().map(({ name, values: scenario }, index) => {
        signal(scenario);
        view.run();
        const copies = JSON.parse(JSON.stringify(rows()));
        pinned.push(...copies.map((row) => ({ ...row, pin: index + 1, pin_name: name })));
        return { name, values: scenario, texts: texts() };
      });
      signal(values);
      view.data("pinned", pinned).run();
      showCompared();
    }

    function showCompared() {
      const heading = (name) => item("th", name, { scope: "col", className: "pinned" });
      const head = find(".explorer-readouts thead");
      head.hidden = !compared.length;
      const results = find(".explorer-results");
      if (compared.length) results.tabIndex = 0; // it may be wider than a phone: keys must scroll it
      else results.removeAttribute("tabindex");
      root.querySelectorAll(".explorer-readouts .pinned").forEach((each) => each.remove());
      head.firstElementChild.append(...compared.map(({ name }) => heading(name)));
      for (const { name } of explorer.readouts) {
        const cells = compared.map((each) => item("td", each.texts[name], { className: "pinned" }));
        find(`[data-readout="${name}"]`).after(...cells);
      }
      showSettings();
    }

    // Only what differs: a reader compares few settings among many.
    function showSettings() {
      const lines = explorer.controls
        .map((
          each,
        ) => [
          each.full_label,
          ...[values, ...compared.map((other) => other.values)].map((of) => told(each, of[each.name])),
        ])
        .filter(([, ...cells]) => new Set(cells).size > 1)
        .map(([label, ...cells]) =>
          line([item("th", label, { scope: "row" }), ...cells.map((cell) => item("td", cell))])
        );
      const title = item("th", "Settings that differ", { scope: "rowgroup", colSpan: compared.length + 2 });
      find(".explorer-differences").replaceChildren(...(lines.length ? [line([title]), ...lines] : []));
    }

    // An action of the explorer's own: set controls to what the model found.
    function act(action) {
      if (waiting) draw(); // the model has not seen the last change yet
      const found = results();
      const changes = Object.fromEntries(
        Object.entries(action.values).map((
          [name, result],
        ) => [name, fromResult(control(name), found[result])]),
      );
      const moves = Object.entries(changes).some(([name, value]) => values[name] !== value);
      if (moves) set(changes);
      message.textContent = moves ? action.done : action.nothing;
    }

    function save() {
      const now = texts();
      const scenarios = [{ name: compared.length ? "Now" : "Value", values, texts: now }, ...compared];
      const of = (text) => scenarios.map(text);
      const page = brief({
        explorer,
        names: of((each) => each.name),
        settings: explorer.controls.map((
          each,
        ) => [each.full_label, ...of((other) => told(each, other.values[each.name]))]),
        results: explorer.readouts.map((each) => [each.label, ...of((other) => other.texts[each.name])]),
        notices: notices(),
        chart: find(".chart-live svg").outerHTML,
        alt: inWords(now),
        link: new URL(linkTo(explorer, values), location.href).href,
        date: new Date().toLocaleDateString("en-US", { dateStyle: "long" }),
      });
      const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
      element("a", { href: address, download: `${explorer.name}-brief.html` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      message.textContent = "The brief is saved as a file. Open it to print it or to hand it in.";
    }

    async function share(scenario) {
      const link = new URL(linkTo(explorer, scenario), location.href).href;
      try {
        await navigator.clipboard.writeText(link);
        message.textContent = "Link copied. It restores this scenario.";
      } catch {
        const field = element("input", { readOnly: true, value: link });
        field.setAttribute("aria-label", "Link to this scenario");
        message.replaceChildren("Copy this link: ", field);
        field.focus();
        field.select();
      }
    }

    function restore(fragment) {
      const asked = readLink(explorer, fragment);
      if (!asked) return;
      set({ ...defaults, ...asked.values });
      message.textContent = asked.problems.length
        ? `Not all of this link could be restored; defaults stand in. ${asked.problems.join(". ")}.`
        : "The scenario of the link is restored.";
      find(".explorer-chart").scrollIntoView({ block: "nearest" });
    }

    // Said to everyone, and shown at the field, which may be far from the message.
    function refuse(input, error) {
      message.textContent = `${error.message}. The last good value stays in use.`;
      input.setAttribute("aria-invalid", "true");
      const place = input.closest(".control");
      const allowed = `Allowed: ${control(input.dataset.control).allowed}.`;
      place.querySelector(".control-error")?.remove();
      place.append(item("small", allowed, { className: "control-error" }));
    }

    function onInput(event) {
      const input = event.target;
      const name = input.dataset.control;
      if (!name) return;
      try {
        const value = read(control(name), input.type === "checkbox" ? input.checked : input.value);
        message.textContent = "";
        set({ [name]: value }, input);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refuse(input, error);
      }
    }

    function onClick(event) {
      const button = event.target.closest("[data-preset], [data-action], [data-own-action]");
      if (!button) return;
      const preset = explorer.presets.find((each) => each.name === button.dataset.preset);
      message.textContent = "";
      const action = explorer.actions.find((each) => each.name === button.dataset.ownAction);
      if (preset) set(preset.values);
      else if (action) act(action);
      else if (button.dataset.action === "reset") set(defaults);
      else if (button.dataset.action === "keep") kept.add(values);
      else if (button.dataset.action === "share") share(values);
      else if (button.dataset.action === "brief") save();
    }

    const kept = keep(root, explorer, {
      defaults,
      say: (text) => (message.textContent = text),
      open: (scenario) => set(scenario),
      copy: share,
      changed: compare,
    });

    async function start() {
      late = setTimeout(() => (message.textContent = "The controls are still loading."), LATE);
      view = await embed(find(".chart-view"), explorer.spec, explorer.name);
      clearTimeout(late);
      message.textContent = "";
      form.hidden = false;
      for (const each of presets) each.hidden = false;
      set(defaults); // a browser may have kept what was typed before a reload
      spokenTexts = texts();
      spokenNotices = notices();
      kept.restore();
      restore(location.hash);
      form.addEventListener("input", onInput);
      root.addEventListener("click", onClick);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("focusout", (event) => {
        const name = event.target.dataset.control;
        if (name && !event.target.hasAttribute("aria-invalid")) showControl(name);
      });
      find("details").addEventListener("toggle", showTable);
      const download = find(".chart-download");
      download.addEventListener("click", () => {
        download.href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv())}`;
      });
      root.rows = rows; // for a look at all of them from the browser's console, and for checks
      root.dataset.ready = "true";
    }

    let started = false;

    function startOnce() {
      if (started) return;
      started = true;
      start().catch((error) => {
        console.warn(`${explorer.name}: ${error}`);
        clearTimeout(late);
        message.textContent =
          "The controls could not start. What stands here is the scenario that the explorer starts with.";
      });
    }

    // The address may already hold the scenario of before again: settle() writes it there.
    window.addEventListener("hashchange", (event) => {
      const fragment = new URL(event.newURL).hash;
      if (root.dataset.ready) restore(fragment);
      else if (readLink(explorer, fragment)) startOnce();
    });
    find(".explorer-still").hidden = true;
    if (readLink(explorer, location.hash) || leadsTo(root)) startOnce();
    else whenNear(root, startOnce, NEAR);
  }

  document.querySelectorAll("section.explorer").forEach(startExplorer);
})();
