/* What a chart says about the mark under the pointer.
 *
 * In place of Vega's own tooltip, which goes when the pointer comes near it and which no key closes.
 * It says nothing that the chart's table does not, hence it is hidden from screen readers.
 */
(function () {
  "use strict";

  const GAP = 10; // pixels between the pointer and the tooltip
  const STILL = 10; // pixels that a finger which only taps may move
  const FINGER = [0, 8, 16]; // so far from a mark a finger may come down

  let shown = null; // the mark whose tooltip is open, or was closed by Escape
  let byTouch = false; // the reader points with a finger

  const { element: place, hide, leave, show, stay } = window.coursebook.makeNote("chart-tooltip", (left) => {
    if (left) shown = null;
  });
  place.setAttribute("aria-hidden", "true");

  function cell(text, className) {
    return Object.assign(document.createElement("td"), { textContent: text, className });
  }

  // A line for each field that has a value.
  function content(value) {
    if (typeof value !== "object") return String(value);
    const table = document.createElement("table");
    for (const [key, text] of Object.entries(value)) {
      if (["", "null", "undefined", "NaN"].includes(String(text))) continue;
      table.insertRow().append(cell(key.replaceAll("_", " "), "key"), cell(text, "value"));
    }
    return table;
  }

  // Several marks at once: a heading for each field, a line for each mark.
  function contentOfAll(values) {
    if (values.length === 1) return content(values[0]);
    const table = document.createElement("table");
    const keys = Object.keys(values[0]);
    table.insertRow().append(...keys.map((key) => cell(key.replaceAll("_", " "), "key")));
    for (const value of values) {
      table.insertRow().append(...keys.map((key) => cell(value[key] ?? "", "value")));
    }
    return table;
  }

  /* Opens it for several values, beside a place in the window; see nearest.js. */
  function openAt(at, values) {
    shown = null;
    open(at, contentOfAll(values));
  }

  // Right of the pointer and below it, or where there is room.
  function open({ clientX, clientY }, content) {
    show(content, { left: clientX, right: clientX, top: clientY, bottom: clientY }, GAP, "right");
  }

  // As Vega calls it: with the mark and its value, or without a value when the mark is left.
  function tooltip(_chart, event, mark, value) {
    // A browser tells of a finger that was lifted as of a mouse that left the mark: see `openOnTap`.
    if (byTouch && event.type !== "pointerup") return;
    if (value === null || value === undefined || value === "") {
      leave();
      return;
    }
    stay();
    if (mark === shown) return;
    shown = mark;
    open(event, content(value));
  }

  // The mark with a tooltip at a place, or the nearest one to it. Vega leaves on each element what
  // it was drawn for.
  function markNear(x, y) {
    for (const far of FINGER) {
      for (let turn = 0; turn < (far ? 8 : 1); turn++) {
        const angle = (turn * Math.PI) / 4;
        const met = document.elementFromPoint(x + far * Math.cos(angle), y + far * Math.sin(angle));
        if (met?.__data__?.tooltip) return met.__data__;
      }
    }
    return null;
  }

  /* Opens the tooltip of the mark that is tapped; a tap beside all marks closes it. */
  function openOnTap(image) {
    let down = null;
    image.addEventListener("pointerdown", (event) => (down = event.pointerType === "touch" ? event : null));
    image.addEventListener("pointerup", (event) => {
      if (!down || Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > STILL) return;
      const mark = markNear(down.clientX, down.clientY);
      hide();
      shown = null;
      if (mark) tooltip(image, event, mark, mark.tooltip);
    });
  }

  const follow = ({ pointerType }) => (byTouch = pointerType === "touch");
  addEventListener("pointerdown", (event) => {
    follow(event);
    if (byTouch && !place.contains(event.target)) hide();
  }, true);
  addEventListener("pointermove", follow, { capture: true, passive: true });
  addEventListener("scroll", () => hide(), { passive: true });

  window.coursebook ??= {};
  Object.assign(window.coursebook, { openOnTap, tooltip, tooltips: { hide: () => hide(), openAt } });
})();
