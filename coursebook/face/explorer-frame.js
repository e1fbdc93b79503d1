/* The frame of an explorer: which fields count now, what the focused one means, how high the chart may
 * be, and where a button's answer is read.
 */
(function () {
  "use strict";

  const NEAR = 100; // pixels within which a button's answer is read

  const { element } = window.coursebook;

  function frameOf(root, explorer) {
    const find = (selector) => root.querySelector(selector);
    const more = find(".explorer-more");
    const start = Object.fromEntries(explorer.controls.map((each) => [each.name, each.default]));
    // Of the controls that do not always count, the result that says so, and the field.
    const conditional = explorer.controls.filter(({ counts }) => counts)
      .map(({ name, counts }) => [counts, find(`[data-field="${name}"]`)]);
    let pressed = null; // the button whose answer is said next

    // A field without effect under the current choice is not shown; one that has the focus stays.
    function count(effective, values) {
      for (const [counts, place] of conditional) {
        place.hidden = !effective(counts) && !place.contains(document.activeElement);
      }
      if (!more) return;
      const behind = [...more.querySelectorAll("[data-field]:not([hidden])")];
      more.hidden = !behind.length;
      const changed = behind.filter(({ dataset }) => values[dataset.field] !== start[dataset.field]).length;
      find(".explorer-changed").textContent = changed ? `(${changed} changed)` : "";
    }

    // What the field, the position or the button means that a reader is at, by key or by pointer.
    function help({ target }) {
      const described = target.closest?.("button[aria-describedby]")?.getAttribute("aria-describedby");
      const said = described
        ? root.querySelector(`#${CSS.escape(described)}`)
        : target.closest?.("[data-field]")?.querySelector(".help");
      if (said) find(".explorer-help").textContent = said.textContent;
    }

    // A browser leaves a position where it is of which a key has reached only the edge.
    function reveal({ target }) {
      if (!target.matches("[data-preset]:focus-visible")) return; // nothing moves under a pointer
      target.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    }

    // Where the line for answers is not near the button, it answers beside the button, too.
    function echo(text) {
      find(".explorer-echo")?.remove();
      if (!text || !pressed?.isConnected || pressed.dataset.preset) return; // its mark answers
      const [button, line] = [pressed, find(".explorer-message")].map((each) => each.getBoundingClientRect());
      if (Math.max(line.top - button.bottom, button.top - line.bottom) <= NEAR) return;
      const shown = element("span", { className: "explorer-echo", textContent: text });
      shown.setAttribute("aria-hidden", "true"); // heard already
      pressed.after(shown);
    }

    // What is seen stays at the top where all stands in one column: fields stop below it.
    function watchHeight() {
      const seen = find(".explorer-seen");
      const told = () => root.style.setProperty("--seen", `${Math.ceil(seen.offsetHeight)}px`);
      new ResizeObserver(told).observe(seen);
    }

    function listen() {
      root.addEventListener("focusin", help);
      root.addEventListener("focusin", reveal);
      root.addEventListener("pointerover", help);
      root.addEventListener("click", ({ target }) => (pressed = target.closest("button")), true);
      watchHeight();
    }

    return { count, echo, listen };
  }

  /* A chart that is drawn again so low that it fits into its place, and never scaled. The style sheet
   * says how high the place may be. Answers what fits it again where that has changed.
   */
  function fitHeight(view, place) {
    const natural = view.height();
    function fit() {
      const limit = parseFloat(getComputedStyle(place).maxHeight);
      const svg = view.container()?.querySelector("svg");
      if (!svg) return;
      const around = svg.getBoundingClientRect().height - view.height();
      const height = limit ? Math.max(80, Math.min(natural, Math.floor(limit - around))) : natural;
      if (Math.abs(height - view.height()) > 1) view.height(height).run();
    }
    // The same place makes the same chart, whatever height it had before.
    function anew() {
      if (view.height() !== natural) view.height(natural).run();
      fit();
      fit(); // its axes may have become smaller, too
    }
    anew();
    // What stands around the marks, such as a legend, may be higher at another width.
    new ResizeObserver(() => requestAnimationFrame(fit)).observe(view.container());
    window.addEventListener("resize", fit);
    return anew;
  }

  Object.assign(window.coursebook, { fitHeight, frameOf });
})();
