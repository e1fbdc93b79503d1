/* The two things that Python asks of Vega in a worker. Texts in and out: JSON, and SVG. */
(() => {
  const { vega, vegaLite } = globalThis.vegaInWorker;

  const compiled = (vegaLiteText) => JSON.stringify(vegaLite.compile(JSON.parse(vegaLiteText)).spec);

  // What view.toSVG() does, without its promise, for which Python would have to wait.
  function drawn(vegaText) {
    const view = new vega.View(vega.parse(JSON.parse(vegaText)), { renderer: "none" }).run();
    const { left, right, top, bottom } = view.padding();
    const width = Math.max(0, view._viewWidth + left + right);
    const height = Math.max(0, view._viewHeight + top + bottom);
    const origin = [left + view._origin[0], top + view._origin[1]];
    const renderer = new vega.SVGStringRenderer(view.loader());
    renderer.initialize(null, width, height, origin).background(view.background());
    const text = renderer.render(view.scenegraph().root).svg();
    view.finalize();
    return text;
  }

  return { compiled, drawn };
})();
