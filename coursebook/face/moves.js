/* What changed, made seen: the state before as a ghost in the chart and beside the results, a mark on
 * what is new, and buttons that lead back, forth, and through the last change again.
 *
 * All of it comes after the answer has been painted, so that nobody waits for it.
 */
(function () {
  "use strict";

  const MARKED = 1500; // milliseconds that what is new is marked
  const LOOK = 900; // milliseconds for a look at the state before, when a change is replayed

  const { difference, historyOf } = window.coursebook.history;
  const { told } = window.coursebook.scenarios;

  /* `shown` gives settings and answer as they are, `copy` keeps an answer, `go` shows settings. */
  function movesOf(root, explorer, { chart, copy, go, results, say, shown }) {
    let history = null;
    let ghost = null; // the state before the last step: settings, answer
    let planned = false;
    let unmarking = 0;
    let replaying = 0;
    let typing = null; // the field in which a reader writes

    const buttons = (action) => root.querySelectorAll(`[data-action="${action}"]`);

    function showButtons() {
      for (const [action, by] of [["undo", -1], ["redo", 1], ["replay", -1]]) {
        for (const button of buttons(action)) button.setAttribute("aria-disabled", String(!history?.can(by)));
      }
    }

    function remember() {
      const { answer, values } = shown();
      ghost = { values, answer: copy(answer) };
    }

    // A change that a reader makes, before it is computed.
    function about(values, who) {
      clearTimeout(replaying);
      history ??= historyOf(shown().values);
      if (history.note(values, who, performance.now())) remember();
      showButtons();
    }

    // The answer to it is there.
    function answered() {
      if (planned || !ghost) return;
      planned = true;
      requestAnimationFrame(() =>
        setTimeout(() => {
          planned = false;
          if (!ghost) return;
          chart.ghost(ghost);
          const parts = results.markChanges(ghost.answer, shown().answer);
          clearTimeout(unmarking);
          unmarking = setTimeout(() => parts.forEach((part) => part.classList.remove("changed")), MARKED);
        })
      );
    }

    function step(by, word) {
      const from = shown().values;
      const to = history?.go(by);
      if (!to) return say(by < 0 ? "Nothing to undo." : "Nothing to redo.");
      clearTimeout(replaying);
      remember();
      go(to);
      showButtons();
      say(`${word}: ${difference(explorer, from, to, told)}.`);
    }

    function replay() {
      const before = history?.before();
      if (!before) return say("Nothing has changed yet.");
      const after = shown().values;
      clearTimeout(replaying);
      remember();
      go(before);
      say(`Before: ${difference(explorer, after, before, told)}.`);
      replaying = setTimeout(() => {
        remember();
        go(after);
        say(`Then: ${difference(explorer, before, after, told)}.`);
      }, LOOK);
    }

    const actions = { undo: () => step(-1, "Undone"), redo: () => step(1, "Done again"), replay };

    // As in every editor, but not while a text is edited: there the browser undoes the typing.
    function onKey(event) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && !(key === "y" && !event.shiftKey)) return;
      if (typing === event.target) return;
      event.preventDefault();
      event.stopPropagation();
      (key === "y" || event.shiftKey ? actions.redo : actions.undo)();
    }

    function begin() {
      showButtons();
      root.addEventListener("keydown", onKey);
      root.addEventListener("input", ({ inputType, target }) => (typing = inputType ? target : typing));
      root.addEventListener("focusout", () => (typing = null));
    }

    return { about, act: (action) => actions[action]?.(), answered, begin, rest: () => history?.rest() };
  }

  window.coursebook.movesOf = movesOf;
})();
