/* Charts of a page, and of a notebook.
 *
 * Every chart is there already, drawn. This script brings it to life when a reader is there and it
 * comes near the view. It is a classic script: pages opened from a folder work too. A page loads it,
 * and its figures start; a notebook imports it, and starts each figure when it is shown. What
 * explorers use of it stands in `window.coursebook`.
 */
(function () {
  "use strict";

  const HERE = document.currentScript?.src; // of a page
  const NARROW = 480; // pixels under which a figure shows its narrow chart; figures.css too
  const NEAR = 400; // pixels from the view at which a figure comes alive
  const MOMENT = 300; // milliseconds that what is near, but not in view, waits at least

  const { answerNearest, expressions, openOnTap, savers, startChoices, tooltip, wordsAsSvg } =
    window.coursebook;
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // Vega and these scripts take it for granted; Safari has it since 2022 only.
  Object.hasOwn ??= (object, name) => Object.prototype.hasOwnProperty.call(object, name);

  // Vega ------------------------------------------------------------------------------------

  const VEGA = HERE && new URL(`vega.js${new URL(HERE).search}`, HERE).href;
  let loading = null; // a notebook gives another way to `window.coursebook.fetchVega`

  function loadVega() {
    loading ??= window.coursebook.fetchVega?.() ?? new Promise((resolve, reject) => {
      const failed = () => reject(new Error("the chart script did not load"));
      const script = document.createElement("script");
      script.src = VEGA;
      script.onload = () => (window.vega ? resolve(window.vega) : failed());
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  }

  // A page that is opened and left costs no more than its words and pictures: figures wait for a
  // reader's first sign. From then on Vega is on its way, so that a connection lost later does no
  // harm.
  const SIGNS = ["pointerdown", "keydown", "focusin", "scroll"];
  const used = new Promise((resolve) => {
    if (!HERE) return resolve();
    for (const sign of SIGNS) addEventListener(sign, resolve, { once: true });
    // Browsers report a pointer that rests where a page appears: a move has many places.
    const places = new Set();
    const moves = ({ screenX, screenY }) => {
      if (places.add(`${screenX} ${screenY}`).size < 3) return;
      removeEventListener("pointermove", moves);
      resolve();
    };
    addEventListener("pointermove", moves);
  });

  function prefetchVega() {
    document.head.append(element("link", { rel: "prefetch", as: "script", href: VEGA }));
  }

  // One chart after the other, and between two of them the browser's turn: what a reader does
  // meanwhile is answered.
  let before = Promise.resolve();

  function embed(still, spec, name) {
    const drawn = before.then(() => draw(still, spec, name));
    const over = () => new Promise((resolve) => setTimeout(resolve));
    before = drawn.then(over, over);
    return drawn;
  }

  async function draw(still, spec, name) {
    const vega = await loadVega();
    const live = element("div", { className: "chart-live" });
    const image = element("div");
    live.append(image);
    still.after(live);
    try {
      const view = new vega.View(vega.parse(withWidth(spec, live.clientWidth), {}, { ast: true }), {
        expr: expressions,
        renderer: "svg", // follows the color theme by itself
        hover: true,
        logLevel: 1, // errors only: an empty set of pinned rows is no reason to warn
        tooltip,
      });
      await view.initialize(image).runAsync();
      still.hidden = true;
      live.closest("figure, section").querySelector(".chart-tools").prepend(
        ...savers(() => view.toSVG(), live.closest("figure, section"), name),
      );
      moveChoices(live);
      openOnTap(image);
      if (live.closest("figure")) answerNearest(view, image);
      describe(image, still.getAttribute("aria-label"));
      followWidth(live, view);
      return view;
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
  function describe(image, text) {
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", text);
    image.removeAttribute("aria-roledescription");
    image.querySelector("svg").setAttribute("aria-hidden", "true");
  }

  // The width of the container is measured here: Vega's own measure follows the window alone.
  function withWidth(spec, width) {
    const signals = spec.signals.map((
      each,
    ) => (each.name === "width" ? { name: "width", value: width } : each));
    return { ...spec, signals };
  }

  function followWidth(live, view) {
    new ResizeObserver(() => {
      const width = live.clientWidth;
      if (width > 0 && width !== view.width()) view.width(width).run();
    }).observe(live);
  }

  // What is in view at once, what is near once the reader and the browser have a moment.
  function whenNear(element, action, margin = NEAR) {
    if (!window.IntersectionObserver) return action(); // some readers' shields take it away
    let begun = false;
    const begin = () => {
      if (begun) return;
      begun = true;
      action();
    };
    const observe = (rootMargin, then) => {
      const observer = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          observer.disconnect();
          then();
        },
        { rootMargin },
      );
      observer.observe(element);
    };
    observe("0px", begin);
    observe(`${margin}px`, () => setTimeout(() => whenIdle(begin), MOMENT));
  }

  const whenIdle = window.requestIdleCallback ?? ((action) => setTimeout(action));

  const content = (root, selector) => JSON.parse(root.querySelector(selector).textContent);

  // A map is drawn already, for a wide place and for a narrow one.
  const mapAsSvg = (still) => new XMLSerializer().serializeToString(still.querySelector(".wide svg"));

  function startFigure(figure) {
    const still = figure.querySelector(".chart-view");
    const name = figure.id.replace(/^fig-/, "");
    if (!figure.querySelector(".chart-spec")) { // words, or a map
      startChoices(figure);
      const drawn = still ? () => mapAsSvg(still) : (theme) => wordsAsSvg(figure, theme);
      figure.querySelector(".chart-tools").prepend(...savers(drawn, figure, name));
      return () => figure.querySelectorAll(".chart-save").forEach((button) => button.remove());
    }
    let watching = null;
    let view = null;

    function putAway(view) {
      const live = view.container().closest(".chart-live");
      view.finalize();
      live.remove();
      figure.querySelectorAll(".chart-save").forEach((link) => link.remove());
      still.hidden = false;
    }

    used.then(() => whenNear(figure, comesAlive));

    function comesAlive() {
      const specs = content(figure, ".chart-spec");
      let shown = null;
      let alive = Promise.resolve(null);
      // Called at once, and whenever the figure's width changes.
      watching = new ResizeObserver(([entry]) => {
        const narrow = entry.contentRect.width < NARROW && specs.narrow;
        const spec = narrow || specs.wide;
        if (spec === shown) return;
        shown = spec;
        alive = alive
          .then((before) => {
            if (before) putAway(before);
            return embed(still, spec, name);
          })
          .then((made) => (view = made))
          .catch((error) => console.warn(`${name}: ${error}`));
      });
      watching.observe(figure);
    }

    return () => {
      watching?.disconnect();
      view?.finalize();
    };
  }

  Object.assign(window.coursebook, { content, describe, element, embed, startFigure, used, whenNear });
  if (HERE) {
    document.querySelectorAll("figure.chart, figure.words").forEach(startFigure);
    if (document.querySelector("figure.chart, section.explorer")) used.then(prefetchVega);
  }
})();
