/* A chart in a notebook. It is embedded once; then only its signals and data change. */

const NARROW = 480; // pixels under which a figure shows its narrow chart
const PAUSE = 500; // milliseconds without a change before it is spoken
const PNG_SCALE = 2; // a saved picture is to look sharp in a slide

function render({ model, el, host }) {
  el.innerHTML = model.get("frame");
  const live = el.querySelector(".chart-live");
  const spoken = el.querySelector(".explorer-spoken");

  let view = null;
  let drawn = {};
  let pausing = 0;
  let queue = Promise.resolve();

  // One step after the other: a view takes no new data while it is still at work.
  function then(step) {
    queue = queue.then(step).catch((error) => {
      live.textContent = `The chart could not be drawn: ${error.message}`;
      console.error(error);
    });
  }

  async function fit(width) {
    nameSliders(el.closest(".notebook-explorer"));
    const { wide, narrow } = model.get("specs");
    const spec = (width < NARROW && narrow) || wide;
    if (spec !== drawn.spec) await embed(spec, width);
    else if (width !== view.width()) await view.width(width).runAsync();
  }

  async function embed(spec, width) {
    const { vegaEmbed } = await loadVega(await host.getModel(model.get("library")));
    view?.finalize();
    live.replaceChildren();
    const embedded = await vegaEmbed(live, withWidth(structuredClone(spec), width), {
      mode: "vega",
      renderer: "svg", // follows the color theme by itself
      actions: false,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      logLevel: 1, // errors only: an empty set of pinned rows is no reason to warn
    });
    view = embedded.view;
    const choices = live.querySelector(".vega-bindings");
    if (choices?.childElementCount) live.prepend(choices); // inside, they would be part of the image
    drawn = { spec };
    await show();
  }

  async function show() {
    const scene = model.get("scene");
    if (!view || scene === drawn.scene) return;
    drawn.scene = scene;
    for (const [name, value] of Object.entries(scene.signals ?? {})) view.signal(name, value);
    for (const [name, rows] of Object.entries(scene.data ?? {})) {
      view.data(name, structuredClone(rows)); // Vega writes into the rows that it is given
    }
    await view.runAsync();
    describe(view.container(), [model.get("about"), scene.summary].filter(Boolean).join(" "));
  }

  async function save(kind) {
    const link = document.createElement("a");
    link.href = await view.toImageURL(kind, kind === "png" ? PNG_SCALE : 1);
    link.download = `${model.get("name")}.${kind}`;
    link.click();
  }

  model.on("change:scene", () => {
    then(show);
    clearTimeout(pausing);
    pausing = setTimeout(() => (spoken.textContent = model.get("scene").summary), PAUSE);
  });
  el.querySelector(".chart-tools").prepend(saver("SVG", save), saver("PNG", save));
  const watching = new ResizeObserver(() => {
    const width = live.clientWidth;
    if (width) then(() => fit(width)); // no width: not in sight yet
  });
  watching.observe(live);
  return () => {
    watching.disconnect();
    clearTimeout(pausing);
    view?.finalize();
  };
}

// Once for all charts of all notebooks: each chart is a module of its own and shares nothing else.
function loadVega(library) {
  const key = Symbol.for(`alliance.vega-${library.get("release")}`);
  const script = () => new Blob([library.get("script")], { type: "text/javascript" });
  globalThis[key] ??= import(URL.createObjectURL(script()));
  return globalThis[key];
}

// Vega's own measure of its container follows the window alone, not the notebook's panels.
function withWidth(spec, width) {
  const fixed = { name: "width", value: width };
  return { ...spec, signals: spec.signals.map((each) => (each.name === "width" ? fixed : each)) };
}

// One image with one text alternative, in place of Vega's label on every mark.
function describe(image, text) {
  image.setAttribute("role", "img");
  image.setAttribute("aria-label", text);
  image.removeAttribute("aria-roledescription");
  image.querySelector("svg").setAttribute("aria-hidden", "true");
}

// ipywidgets give their sliders no name that a screen reader could say.
function nameSliders(explorer) {
  for (const handle of explorer?.querySelectorAll(".widget-slider [role=slider]") ?? []) {
    const label = handle.closest(".widget-slider").querySelector(".widget-label");
    handle.setAttribute("aria-label", label.textContent);
  }
}

function saver(kind, save) {
  const link = document.createElement("a");
  link.href = "#";
  link.textContent = `Save as ${kind}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    save(kind.toLowerCase());
  });
  return link;
}

export default { render };
