/* Charts of a page.
 *
 * Every chart is in the page already, drawn. This script brings it to life when it comes near the
 * view. It is a classic script: pages opened from a folder work too. What explorers.js uses of it
 * stands in `window.alliance`.
 */
(function () {
  "use strict";

  const HERE = document.currentScript.src;
  const NARROW = 480; // pixels under which a figure shows its narrow chart; figures.css too
  const PNG_SCALE = 2; // a saved picture is to look sharp in a slide

  // Vega ------------------------------------------------------------------------------------

  let loading = null;

  function loadVega() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(`vega.js${new URL(HERE).search}`, HERE).href;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = () => reject(new Error("the chart script did not load"));
      document.head.append(script);
    });
    return loading;
  }

  // `expressions` computes the chart's formulas in place of Vega's own interpreter.
  async function embed(view, spec, name, expressions) {
    const vegaEmbed = await loadVega();
    const live = document.createElement("div");
    live.className = "chart-live";
    view.after(live);
    try {
      const result = await vegaEmbed(live, withWidth(spec, live.clientWidth), {
        mode: "vega",
        ast: true, // no eval: pages run under a strict policy
        expr: expressions,
        renderer: "svg", // follows the color theme by itself
        actions: { export: true, source: false, compiled: false, editor: false },
        defaultStyle: false,
        tooltip: window.alliance.tooltip,
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

  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

  Object.assign(window.alliance, { content, describe, element, embed });
  document.querySelectorAll("figure.chart").forEach(startFigure);
})();
