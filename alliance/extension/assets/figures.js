/* Charts and explorers of a page.
 *
 * Every chart is in the page already, drawn. This script brings it to life when it comes near the
 * view, and lets explorers answer. It is a classic script: pages opened from a folder work too.
 * The model is not here: it stands in each explorer's specification, written there by Python.
 */
(function () {
  "use strict";

  const HERE = document.currentScript.src;
  const LINK_VERSION = "1";
  const LONGEST_LINK = 2000;
  const NARROW = 480; // pixels under which a figure shows its narrow chart; figures.css too
  const PNG_SCALE = 2; // a saved picture is to look sharp in a slide
  const PAUSE = 500; // milliseconds without a change before it is spoken and put into the address

  // Vega ------------------------------------------------------------------------------------

  let loading = null;

  function loadVega() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("vega.js", HERE).href;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = () => reject(new Error("the chart script did not load"));
      document.head.append(script);
    });
    return loading;
  }

  async function embed(view, spec, name) {
    const vegaEmbed = await loadVega();
    const live = document.createElement("div");
    live.className = "chart-live";
    view.after(live);
    try {
      const result = await vegaEmbed(live, withWidth(spec, live.clientWidth), {
        mode: "vega",
        ast: true, // no eval: pages run under a strict policy
        renderer: "svg", // follows the color theme by itself
        actions: { export: true, source: false, compiled: false, editor: false },
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true, formatTooltip },
        downloadFileName: name,
        scaleFactor: { svg: 1, png: PNG_SCALE },
        logLevel: 1, // errors only: an empty set of pinned rows is no reason to warn
      });
      view.hidden = true;
      moveMenu(live, result.view);
      moveChoices(live);
      describe(live, view.getAttribute("aria-label"));
      followWidth(live, result.view);
      return result.view;
    } catch (error) {
      live.remove(); // the drawn chart stays
      throw error;
    }
  }

  // A chart's choices stand before it: inside, they would be part of the image.
  function moveChoices(live) {
    const choices = live.querySelector(".vega-bindings");
    if (choices?.childElementCount) live.prepend(choices);
    else choices?.remove();
  }

  // One image with one text alternative, in place of Vega's label on every mark.
  function describe(live, text) {
    const image = live.querySelector(".chart-wrapper");
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", text);
    image.removeAttribute("aria-roledescription");
    image.querySelector("svg").setAttribute("aria-hidden", "true");
  }

  // A line for each field that has a value.
  function formatTooltip(value, sanitize) {
    if (typeof value !== "object") return sanitize(value);
    const lines = Object.entries(value)
      .filter(([, text]) => !["", "null", "undefined", "NaN"].includes(String(text)))
      .map(([key, text]) => `<tr><td class="key">${sanitize(key.replaceAll("_", " "))}</td><td>${sanitize(text)}</td></tr>`);
    return `<table>${lines.join("")}</table>`;
  }

  // The width of the container is measured here: Vega's own measure follows the window alone.
  function withWidth(spec, width) {
    const signals = spec.signals.map((each) => (each.name === "width" ? { name: "width", value: width } : each));
    return { ...spec, signals };
  }

  function followWidth(live, view) {
    new ResizeObserver(() => {
      const width = live.clientWidth;
      if (width > 0 && width !== view.width()) view.width(width).run();
    }).observe(live);
  }

  // Vega's links to save the chart join the others below it. Vega makes the picture when the
  // mouse goes down; who comes by key, finger or voice only clicks.
  function moveMenu(live, view) {
    const menu = live.querySelector(".vega-actions");
    for (const link of menu.querySelectorAll("a")) {
      const kind = link.download.split(".").pop();
      link.classList.add("chart-save");
      link.addEventListener("click", async (event) => {
        if (/^(data|blob):/.test(link.href)) {
          setTimeout(() => (link.href = "#")); // the next click saves what is drawn then
          return;
        }
        event.preventDefault();
        link.href = await view.toImageURL(kind, kind === "png" ? PNG_SCALE : 1);
        setTimeout(() => link.click()); // not during this click, of which it would be a part
      });
    }
    const tools = live.closest("figure, section").querySelector(".chart-tools");
    tools.prepend(...menu.childNodes);
    menu.remove();
  }

  function whenNear(element, action) {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        action();
      },
      { rootMargin: "400px" },
    );
    observer.observe(element);
  }

  const content = (root, selector) => JSON.parse(root.querySelector(selector).textContent);

  function startFigure(figure) {
    const still = figure.querySelector(".chart-view");
    const name = figure.id.replace(/^fig-/, "");

    function putAway(view) {
      const live = view.container().closest(".chart-live");
      view.finalize();
      live.remove();
      figure.querySelectorAll(".chart-save").forEach((link) => link.remove());
      still.hidden = false;
    }

    whenNear(figure, () => {
      const specs = content(figure, ".chart-spec");
      let shown = null;
      let alive = Promise.resolve(null);
      // Called at once, and whenever the figure's width changes.
      new ResizeObserver(([entry]) => {
        const narrow = entry.contentRect.width < NARROW && specs.narrow;
        const spec = narrow || specs.wide;
        if (spec === shown) return;
        shown = spec;
        alive = alive
          .then((before) => {
            if (before) putAway(before);
            return embed(still, spec, name);
          })
          .catch((error) => console.warn(`${name}: ${error}`));
      }).observe(figure);
    });
  }

  // Values ----------------------------------------------------------------------------------

  class Refused extends Error {}

  // The value of a control from outside, or Refused. The twin of `read` in controls.py.
  function read(control, value) {
    const refused = () => {
      const shown = String(value).length > 40 ? `${String(value).slice(0, 37)}...` : String(value);
      return new Refused(`${control.label}: found '${shown}'; allowed: ${control.allowed}`);
    };
    if (control.kind === "choice") {
      if (!Object.hasOwn(control.options, value)) throw refused();
      return value;
    }
    if (control.kind === "switch") {
      if (value === true || value === "yes") return true;
      if (value === false || value === "no") return false;
      throw refused();
    }
    if (!/^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/.test(value)) throw refused();
    const number = Number(value);
    if (!(number >= control.minimum && number <= control.maximum)) throw refused();
    const steps = Math.floor((number - control.minimum) / control.step + 0.5);
    const onGrid = Number((control.minimum + steps * control.step).toFixed(control.decimals));
    return Math.min(control.maximum, onGrid);
  }

  const written = (control, value) =>
    control.kind === "number"
      ? value.toFixed(control.decimals)
      : control.kind === "switch"
        ? value ? "yes" : "no"
        : value;

  // The twin of formats.py.
  function format(kind, value) {
    if (kind.kind === "label") return kind.texts[value];
    if (kind.kind === "month") {
      return value < 0 ? kind.never : `${kind.months[value % 12]} ${Math.floor(value / 12)}`;
    }
    if (kind.kind === "year") return value < 0 ? kind.never : String(value);
    // Not toLocaleString, which rounds 2.135 up although the number held is a little less.
    const [whole, ...decimals] = Math.abs(value).toFixed(kind.decimals).split(".");
    const size = [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
    const zero = !/[1-9]/.test(size);
    const sign = zero ? "" : value < 0 ? "\u2212" : kind.signed ? "+" : "";
    return `${sign}${kind.before}${size}${kind.after}`;
  }

  // Links -----------------------------------------------------------------------------------

  function linkTo(explorer, values) {
    const state = new URLSearchParams({ explore: explorer.name, v: LINK_VERSION });
    for (const control of explorer.controls) {
      state.set(control.name, written(control, values[control.name]));
    }
    return `#${state}`;
  }

  // What a link asks of this explorer: null if nothing, else the values and what was wrong.
  function readLink(explorer, fragment) {
    if (!fragment.startsWith("#explore=")) return null;
    const values = {};
    const problems = [];
    const state = new URLSearchParams(fragment.slice(1, LONGEST_LINK));
    if (state.get("explore") !== explorer.name) return null;
    if (fragment.length > LONGEST_LINK) return { values, problems: ["the link is too long"] };
    if (state.get("v") !== LINK_VERSION) {
      return { values, problems: ["the link is of a version that this page does not know"] };
    }
    for (const name of new Set(state.keys())) {
      if (name === "explore" || name === "v") continue;
      const control = explorer.controls.find((each) => each.name === name);
      try {
        if (!control) throw new Refused(`'${name.slice(0, 40)}' is no control of this explorer`);
        if (state.getAll(name).length > 1) throw new Refused(`${control.label}: given twice`);
        values[name] = read(control, state.get(name));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        problems.push(error.message);
      }
    }
    return { values, problems };
  }

  // Explorers -------------------------------------------------------------------------------

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

    const inputs = (name) => form.querySelectorAll(`[data-control="${name}"]`);
    const presets = find(".explorer-presets");
    const control = (name) => explorer.controls.find((each) => each.name === name);
    const rows = () => view.data("current");
    const texts = () => {
      const [row] = rows();
      return Object.fromEntries(
        explorer.readouts.map((each) => [each.name, format(each.format, row[each.name])]),
      );
    };

    const notices = () => {
      const [row] = rows();
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
        const same = explorer.controls.every((each) => preset.values[each.name] === values[each.name]);
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
      const body = rows().map((row) => {
        const line = document.createElement("tr");
        line.append(...explorer.columns.map((each) => item("td", format(each.format, row[each.name]))));
        return line;
      });
      find(".data-table tbody").replaceChildren(...body);
    }

    function csv() {
      const names = explorer.columns.map((each) => each.name);
      const lines = rows().map((row) => names.map((name) => row[name]).join(","));
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
      const button = event.target.closest("[data-preset], [data-action]");
      if (!button) return;
      const preset = explorer.presets.find((each) => each.name === button.dataset.preset);
      message.textContent = "";
      if (preset) set(preset.values);
      else if (button.dataset.action === "reset") set(defaults);
      else if (button.dataset.action === "pin") pin(!pinned);
      else if (button.dataset.action === "share") share();
    }

    async function start() {
      view = await embed(find(".chart-view"), explorer.spec, explorer.name);
      find(".explorer-still").hidden = true;
      form.hidden = false;
      if (presets) presets.hidden = false;
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
      root.dataset.ready = "true";
    }

    start().catch((error) => {
      console.warn(`${explorer.name}: ${error}`);
      find(".explorer-still").hidden = true;
      message.textContent =
        "The controls could not start. What stands here is the scenario that the explorer starts with.";
    });
  }

  document.querySelectorAll("figure.chart").forEach(startFigure);
  document.querySelectorAll("section.explorer").forEach(startExplorer);
})();
