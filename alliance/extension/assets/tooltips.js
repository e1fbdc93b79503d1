/* What a chart says of the mark under the pointer: a line for each field that has a value. */
(function () {
  "use strict";

  const GAP = 10; // pixels between the pointer and the tooltip
  const NOTHING = ["", "null", "undefined", "NaN"];

  let box = null; // one for the page: there is one pointer

  function hide() {
    if (box) box.hidden = true;
  }

  function show(event, value) {
    box ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "chart-tooltip" }));
    box.replaceChildren(typeof value === "object" ? table(value) : String(value));
    box.hidden = false;
    place(event.clientX, event.clientY);
  }

  function table(value) {
    const made = document.createElement("table");
    for (const [key, text] of Object.entries(value)) {
      if (NOTHING.includes(String(text))) continue;
      const row = made.insertRow();
      Object.assign(row.insertCell(), { className: "key", textContent: key.replaceAll("_", " ") });
      row.insertCell().textContent = text;
    }
    return made;
  }

  // Right of the pointer and below it, or where the window leaves room.
  function place(x, y) {
    const { width, height } = box.getBoundingClientRect();
    const right = x + GAP + width > innerWidth ? x - GAP - width : x + GAP;
    const below = y + GAP + height > innerHeight ? y - GAP - height : y + GAP;
    box.style.left = `${Math.max(0, right)}px`;
    box.style.top = `${Math.max(0, below)}px`;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  window.alliance ??= {};
  window.alliance.tooltip = (handler, event, item, value) => {
    if (NOTHING.includes(String(value))) hide();
    else show(event, value);
  };
})();
