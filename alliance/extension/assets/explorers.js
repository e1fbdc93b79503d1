/* Explorers of a page: controls that a reader moves, and what follows from them.
 *
 * The model is not here: it stands in each explorer's specification, written there by Python.
 */
(function () {
  "use strict";

  const PAUSE = 500; // milliseconds without a change before it is spoken and put into the address

  const { content, describe, embed, expressions } = window.alliance;
  const { Refused, format, fromResult, linkTo, read, readLink, written } = window.alliance.scenarios;

  function startExplorer(root) {
    const explorer = content(root, ".explorer-declaration");
    const find = (selector) => root.querySelector(selector);
    const form = find(".explorer-controls");
    const message = find(".explorer-message");
    const spoken = find(".explorer-spoken");
    const defaults = Object.fromEntries(explorer.controls.map((each) => [each.name, each.default]));
    let values = { ...defaults };
    let pinned = null;
    let view = null;
    let told = {};
    let toldNotices = [];
    let drawn = false; // since the last frame
    let waiting = false; // for the next one
    let pausing = 0;

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
    const texts = () => {
      const row = results();
      return Object.fromEntries(
        explorer.readouts.map((each) => [each.name, format(each.format, row[each.name])]),
      );
    };

    const notices = () => {
      const row = results();
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
          input.setAttribute("aria-valuetext", `${text} ${control(name).unit}`);
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

    function draw() {
      for (const each of explorer.controls) view.signal(explorer.signal + each.name, values[each.name]);
      view.run();
      show();
      clearTimeout(pausing);
      pausing = setTimeout(settle, PAUSE);
    }

    function show() {
      const now = texts();
      for (const [name, text] of Object.entries(now)) find(`[data-readout="${name}"]`).textContent = text;
      const row = results();
      for (const { name, format: kind } of explorer.cells) {
        const text = format(kind, row[name]);
        // A text that stays is not written again: the browser would lay it out again.
        if (cells[name].textContent !== text) cells[name].textContent = text;
      }
      find(".explorer-notices").replaceChildren(...notices().map((text) => item("li", text)));
      if (find("details[open] .data-table")) showTable();
    }

    // After a pause: say what changed, once, and keep the scenario in the address.
    function settle() {
      const now = texts();
      const noted = notices();
      const sentences = [
        ...explorer.readouts
          .filter((each) => told[each.name] !== now[each.name])
          .map((each) => `${each.label}: ${now[each.name]}.`),
        ...noted.filter((text) => !toldNotices.includes(text)),
      ];
      if (sentences.length) spoken.textContent = sentences.join(" ");
      told = now;
      toldNotices = noted;
      const all = explorer.readouts.map((each) => `${each.label}: ${now[each.name]}`).join("; ");
      describe(find(".chart-live"), `${explorer.alt} ${all}.`);
      const link = linkTo(explorer, values);
      const changed = link !== linkTo(explorer, defaults);
      if (changed || readLink(explorer, location.hash)) history.replaceState(null, "", link);
    }

    function item(tag, text) {
      const element = document.createElement(tag);
      element.textContent = text;
      return element;
    }

    function showTable() {
      const body = listed().map((row) => {
        const line = document.createElement("tr");
        line.append(...explorer.columns.map((each) => item("td", format(each.format, row[each.name]))));
        return line;
      });
      find(".data-table tbody").replaceChildren(...body);
    }

    function csv() {
      const names = explorer.columns.map((each) => each.name);
      const lines = listed().map((row) => names.map((name) => row[name]).join(","));
      return [names.join(","), ...lines, ""].join("\n");
    }

    function pin(on) {
      pinned = on ? texts() : null;
      view.data("pinned", on ? JSON.parse(JSON.stringify(rows())) : []).run();
      find('[data-action="pin"]').setAttribute("aria-pressed", String(on));
      find(".explorer-readouts thead").hidden = !on;
      for (const cell of root.querySelectorAll("[data-pinned]")) {
        cell.hidden = !on;
        cell.textContent = on ? pinned[cell.dataset.pinned] : "";
      }
      message.textContent = on
        ? "Pinned. Change a control and compare."
        : "The pinned scenario is gone.";
    }

    // An action of the explorer's own: set controls to what the model found.
    function act(action) {
      if (waiting) draw(); // the model has not seen the last change yet
      const found = results();
      const changes = Object.fromEntries(
        Object.entries(action.values).map(([name, result]) => [name, fromResult(control(name), found[result])]),
      );
      const moves = Object.entries(changes).some(([name, value]) => values[name] !== value);
      if (moves) set(changes);
      message.textContent = moves ? action.done : action.nothing;
    }

    async function share() {
      const link = new URL(linkTo(explorer, values), location.href).href;
      try {
        await navigator.clipboard.writeText(link);
        message.textContent = "Link copied. It restores this scenario.";
      } catch {
        const field = document.createElement("input");
        field.readOnly = true;
        field.value = link;
        field.setAttribute("aria-label", "Link to this scenario");
        message.replaceChildren("Copy this link: ", field);
        field.focus();
        field.select();
      }
    }

    function restore() {
      const asked = readLink(explorer, location.hash);
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
      const text = item("small", `Allowed: ${control(input.dataset.control).allowed}.`);
      text.className = "control-error";
      place.querySelector(".control-error")?.remove();
      place.append(text);
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
      else if (button.dataset.action === "pin") pin(!pinned);
      else if (button.dataset.action === "share") share();
    }

    async function start() {
      view = await embed(find(".chart-view"), explorer.spec, explorer.name, expressions);
      find(".explorer-still").hidden = true;
      form.hidden = false;
      for (const each of presets) each.hidden = false;
      set(defaults); // a browser may have kept what was typed before a reload
      told = texts();
      toldNotices = notices();
      restore();
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
      window.addEventListener("hashchange", restore);
      root.rows = rows; // for a look at all of them from the browser's console, and for checks
      root.dataset.ready = "true";
    }

    start().catch((error) => {
      console.warn(`${explorer.name}: ${error}`);
      find(".explorer-still").hidden = true;
      message.textContent =
        "The controls could not start. What stands here is the scenario that the explorer starts with.";
    });
  }

  document.querySelectorAll("section.explorer").forEach(startExplorer);
})();
