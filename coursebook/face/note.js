/* A note beside what it is about: a word that cites, a mark of a chart.
 *
 * It stays while the pointer is on it, so that it can be read enlarged, and Escape closes it.
 */
(function () {
  "use strict";

  const GRACE = 250; // milliseconds for the way from the word or mark to its note
  const EDGE = 8; // pixels that stay free at the edge of the window

  const within = (at, size, room) => Math.max(EDGE, Math.min(at, room - size - EDGE));

  /* A note of its own for each kind; `closed` hears of every end, and whether the pointer had left. */
  function makeNote(className, closed) {
    const note = Object.assign(document.createElement("div"), { className, hidden: true });
    let leaving = 0;

    const stay = () => clearTimeout(leaving);

    function hide(left = false) {
      stay();
      note.hidden = true;
      closed(left);
    }

    function leave() {
      stay();
      leaving = setTimeout(() => note.matches(":hover") || hide(true), GRACE);
    }

    /* Shows something beside a box in the window: below it, or above it where there is no room; at
     * `side` of it, or at the other. */
    function show(content, box, gap, side = "left") {
      stay();
      note.replaceChildren(content);
      note.hidden = false;
      Object.assign(note.style, { left: 0, top: 0 }); // where nothing narrows it while it is measured
      const { width, height } = note.getBoundingClientRect();
      const { clientWidth } = document.documentElement;
      const aside = box.right + gap + width > clientWidth ? box.left - gap - width : box.right + gap;
      const x = side === "left" ? box.left : aside;
      const y = box.bottom + gap + height > innerHeight ? box.top - gap - height : box.bottom + gap;
      note.style.left = `${within(x, width, clientWidth) + scrollX}px`;
      note.style.top = `${Math.max(0, y) + scrollY}px`;
    }

    note.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && leave());
    addEventListener("keydown", ({ key }) => key === "Escape" && hide());
    document.body.append(note);
    return { element: note, hide, leave, show, stay };
  }

  window.coursebook ??= {};
  Object.assign(window.coursebook, { makeNote });
})();
