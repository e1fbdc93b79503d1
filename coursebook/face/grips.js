/* Hands on a chart: marks that a reader drags or clicks. Vega is told where the pointer is, in a signal,
 * and answers with values for controls: hands.py writes the formulas into the chart.
 */
(function () {
  "use strict";

  const NEAR = 12; // pixels from a dot at which a click is meant for it

  // Where a pointer is, in the plot's own pixels: a page may be enlarged. `box` is where the chart stands.
  function placeOf(view, { clientX, clientY }, box = null) {
    const svg = view.container().querySelector("svg");
    box ??= svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    const [left, top] = view.origin();
    return { x: (clientX - box.left) * scale - left, y: (clientY - box.top) * scale - top };
  }

  /* `hands` as hands.py tells them, `dotAt` gives the row of the dot near a place, `set` takes what is
   * found, by control, `help` what a hand is for. */
  function listenToHands(view, hands, { dotAt, help, set }) {
    const image = view.container();
    let dragged = null; // a hand, the pointer, and what leads from it to the mark
    let over = false; // a drag has just ended: the click that follows is no click

    const ofLayer = (target) => {
      const names = target.closest?.("g.role-mark")?.classList ?? [];
      return hands.find(({ layer }) => layer && [...names].includes(`${layer}_marks`));
    };

    function tell(hand, place) {
      view.signal(hand.signal, place).run();
      const found = Object.entries(hand.sets).map(([name, signal]) => [name, view.signal(signal)]);
      view.signal(hand.signal, null);
      set(hand, Object.fromEntries(found));
    }

    function onDown(event) {
      const hand = ofLayer(event.target);
      const item = event.target.__data__;
      over = false;
      if (!hand?.ways || dragged || event.button || !item) return;
      // A chart that gives way to a longer headline must not move the mark once more.
      const box = image.querySelector("svg").getBoundingClientRect();
      const { x, y } = placeOf(view, event, box);
      dragged = { hand, box, id: event.pointerId, dx: item.x - x, dy: item.y - y };
      image.setPointerCapture(event.pointerId); // the mark itself may be drawn anew on the way
      event.preventDefault(); // no text is selected
    }

    function onMove(event) {
      if (event.pointerId !== dragged?.id) return;
      const { x, y } = placeOf(view, event, dragged.box);
      over = true;
      tell(dragged.hand, { x: x + dragged.dx, y: y + dragged.dy });
    }

    function onUp({ pointerId }) {
      if (pointerId === dragged?.id) dragged = null;
    }

    function onClick(event) {
      if (over) return (over = false);
      const item = event.target.__data__;
      if (/^legend-(?:symbol|label)$/.test(item?.mark.role)) {
        const hand = hands.find(({ entry }) => entry && entry === item.datum.value);
        return hand && tell(hand, { datum: item.datum });
      }
      // A line or a word may lie over what is meant.
      for (const target of document.elementsFromPoint(event.clientX, event.clientY)) {
        const hand = ofLayer(target);
        if (hand) return hand.ways || tell(hand, { datum: target.__data__.datum });
      }
      const dots = hands.find(({ layer }) => layer === "dots");
      const marked = item?.mark.marktype === "symbol" && item.datum; // of dots that lie as one
      const row = dots && (marked || dotAt(placeOf(view, event), NEAR));
      if (row) tell(dots, { datum: row });
    }

    // Not every browser heeds the style sheet's `touch-action` on a mark.
    function onTouch(event) {
      if (ofLayer(event.target)?.ways) event.preventDefault();
    }

    image.addEventListener("touchstart", onTouch, { passive: false });
    image.addEventListener("pointerdown", onDown);
    image.addEventListener("pointermove", onMove);
    image.addEventListener("pointerup", onUp);
    image.addEventListener("pointercancel", onUp);
    image.addEventListener("click", onClick);
    image.addEventListener("pointerover", ({ target }) => {
      const hand = ofLayer(target);
      if (hand) help(hand.help);
    });
    view.signal("hands", true).run();
  }

  // A drawing without the grips: on paper nobody drags.
  const withoutGrips = (svg) => svg.replace(/<g [^>]*\b(?:grip|drag)_\w+_marks\b.*?<\/g>/gs, "");

  Object.assign(window.coursebook, { listenToHands, withoutGrips });
})();
