/* Sliders under a finger: a swipe that passes over one moves the page, and never the slider.
 *
 * A browser sets a slider where it is touched, before anybody knows what the finger will do. The value
 * is held back until the finger goes sideways, or is lifted where it came down.
 */
(function () {
  "use strict";

  const STILL = 10; // pixels that a finger which only taps may move

  function guardSliders(form) {
    let held = null; // the slider under a finger whose intention is open

    function release(value) {
      const { slider } = held;
      held = null;
      if (value === null) return;
      slider.value = value;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }

    form.addEventListener("pointerdown", ({ clientX: x, clientY: y, pointerType, target }) => {
      const touched = pointerType === "touch" && target.type === "range";
      held = touched ? { slider: target, x, y, before: target.value, wanted: null } : null;
    }, true);
    form.addEventListener("input", (event) => {
      if (event.target !== held?.slider) return;
      event.stopImmediatePropagation();
      held.wanted = held.slider.value;
      held.slider.value = held.before;
    }, true);
    const gone = ({ clientX, clientY }) => [Math.abs(clientX - held.x), Math.abs(clientY - held.y)];
    form.addEventListener("pointermove", (event) => {
      if (!held) return;
      const [across, down] = gone(event);
      if (across > STILL && across > 2 * down) release(held.wanted);
    }, true);
    form.addEventListener("pointerup", (event) => {
      if (held) release(Math.max(...gone(event)) <= STILL ? held.wanted : null);
    }, true);
    // The browser has begun to scroll.
    form.addEventListener("pointercancel", () => held && release(null), true);
  }

  window.coursebook.guardSliders = guardSliders;
})();
