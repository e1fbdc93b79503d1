/* A line chart answers anywhere in its plot: with all values of the nearest place on its axis, by
 * pointer, by tap, and by the arrow keys, for which its image takes the focus.
 */
(function () {
  "use strict";

  const { openAt, hide } = window.coursebook.tooltips;

  // Every point of every line, with its place in the drawing.
  function points(group, left = 0, top = 0, found = []) {
    for (const mark of group.items ?? []) {
      if (mark.marktype === "group") {
        for (const item of mark.items) points(item, left + (item.x ?? 0), top + (item.y ?? 0), found);
      } else if (mark.marktype === "line") {
        for (const { x, y, tooltip, defined } of mark.items) {
          if (defined !== false && tooltip && typeof tooltip === "object" && Number.isFinite(y)) {
            found.push({ x: left + x, y: top + y, says: tooltip });
          }
        }
      }
    }
    return found;
  }

  // By their place on the axis, from left to right.
  function columns(view) {
    const [left, top] = view.origin();
    const found = new Map();
    for (const point of points(view.scenegraph().root.items[0], left, top)) {
      const at = Math.round(point.x);
      if (!found.has(at)) found.set(at, []);
      const here = found.get(at);
      if (!here.some(({ says }) => JSON.stringify(says) === JSON.stringify(point.says))) here.push(point);
    }
    return [...found].sort(([one], [other]) => one - other);
  }

  const spoken = (column) =>
    column.map(({ says }) => Object.entries(says).map(([key, value]) => `${key} ${value}`).join(", "))
      .join(". ");

  function answerNearest(view, image) {
    if (columns(view).length < 3) return; // no lines, or none that say anything
    const said = Object.assign(document.createElement("p"), { className: "unseen" });
    said.setAttribute("role", "status");
    image.after(said);
    image.tabIndex = 0;
    let chosen = -1;

    function show(at, y) {
      const all = columns(view);
      chosen = Math.min(Math.max(at, 0), all.length - 1);
      const [x, column] = all[chosen];
      const { left, top } = image.querySelector("svg").getBoundingClientRect();
      openAt({ clientX: left + x, clientY: y ?? top + column[0].y }, column.map(({ says }) => says));
      return column;
    }

    function point(event) {
      const box = image.querySelector("svg").getBoundingClientRect();
      const { clientX, clientY } = event;
      const all = columns(view);
      const x = clientX - box.left;
      const [first, last] = [all[0][0], all.at(-1)[0]];
      const high = view.origin()[1];
      const inside = clientY - box.top >= high && clientY - box.top <= high + view.height();
      if (x < first - 12 || x > last + 12 || !inside) return hide();
      if (event.target.__data__?.tooltip && event.target.__data__.mark.marktype !== "line") return;
      const distances = all.map(([at]) => Math.abs(at - x));
      show(distances.indexOf(Math.min(...distances)), clientY);
    }

    image.addEventListener("pointermove", (event) => event.pointerType !== "touch" && point(event));
    image.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && hide());
    image.addEventListener("click", point);
    image.addEventListener("blur", hide);
    image.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const end = { Home: 0, End: Infinity }[event.key];
      if (step === undefined && end === undefined) return;
      event.preventDefault();
      const all = columns(view);
      const from = chosen < 0 ? (step > 0 ? -1 : all.length) : chosen;
      said.textContent = spoken(show(end ?? from + step));
    });
  }

  window.coursebook.answerNearest = answerNearest;
})();
