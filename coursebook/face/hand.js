/* When a hand is on a control, or on the mark that sets it: a pointer that is down on it, or a key that is
 * held.
 */
(function () {
  "use strict";

  const GRIP = ".chart-live [class*='drag_']";
  const KEYS = /^(?:Arrow|Page|Home|End)/;

  /* `taken` is called when a hand is laid on a control, `left` when it lets go. The mark is for the
   * style sheet: nothing glides meanwhile. */
  function onHand(root, { taken, left }) {
    function take() {
      if ("hand" in root.dataset) return;
      root.dataset.hand = "";
      taken();
    }

    function leave() {
      if (!("hand" in root.dataset)) return;
      delete root.dataset.hand;
      left();
    }

    root.addEventListener("pointerdown", ({ target }) => {
      if (target.type === "range" || target.closest?.(GRIP)) take();
    });
    root.addEventListener("keydown", ({ key, repeat, target }) => {
      if (repeat && KEYS.test(key) && target.dataset.control) take();
    });
    for (const event of ["pointerup", "pointercancel", "blur"]) addEventListener(event, leave);
    root.addEventListener("keyup", leave);
  }

  window.coursebook.onHand = onHand;
})();
