/* What a chart says about the mark under the pointer.
 *
 * In place of Vega's own tooltip, which goes when the pointer comes near it and which no key closes.
 * This one stays while the pointer is on it, so that it can be read enlarged, and Escape closes it.
 * It says nothing that the chart's table does not, hence it is hidden from screen readers.
 */
(function () {
  "use strict";

  const GRACE = 250; // milliseconds for the way from the mark to its tooltip
  const GAP = 10; // pixels between the pointer and the tooltip

  const place = document.createElement("div");
  place.className = "chart-tooltip";
  place.hidden = true;
  place.setAttribute("aria-hidden", "true");
  document.body.append(place);

  let shown = null; // the mark whose tooltip is open, or was closed by Escape
  let leaving = 0;

  function hide() {
    clearTimeout(leaving);
    place.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (place.matches(":hover")) return;
      hide();
      shown = null;
    }, GRACE);
  }

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

  // Right of the pointer and below it, or where there is room.
  function position({ clientX, clientY }) {
    const { width, height } = place.getBoundingClientRect();
    const x = clientX + GAP + width > innerWidth ? clientX - GAP - width : clientX + GAP;
    const y = clientY + GAP + height > innerHeight ? clientY - GAP - height : clientY + GAP;
    place.style.left = `${Math.max(0, x)}px`;
    place.style.top = `${Math.max(0, y)}px`;
  }

  // As Vega calls it: with the mark and its value, or without a value when the mark is left.
  function tooltip(_chart, event, mark, value) {
    if (value === null || value === undefined || value === "") {
      leave();
      return;
    }
    clearTimeout(leaving);
    if (mark === shown) return;
    shown = mark;
    place.replaceChildren(content(value));
    place.hidden = false;
    position(event);
  }

  place.addEventListener("pointerleave", leave);
  addEventListener("scroll", hide, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  window.coursebook ??= {};
  window.coursebook.tooltip = tooltip;
})();
