/* What a reader has done with an explorer, step by step: to undo it, to do it again, to see it again.
 *
 * A step is what one hand did at once: all that a slider passed on one way is one. Pure functions, no
 * page.
 */
(function () {
  "use strict";

  const MOST = 200; // steps; the oldest are forgotten
  const SAME_HAND = 1000; // milliseconds within which changes of one control are one step

  const alike = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);

  function historyOf(first) {
    let states = [first]; // of all settings
    let at = 0; // the state that is shown
    let hand = null; // what the last change was made with, and when

    return {
      /* Notes a change; `who` tells one control or button from another. Answers whether it began a
       * step: what stood there until now is then the state before. */
      note(values, who, now) {
        const goesOn = hand !== null && hand.who === who && now - hand.at < SAME_HAND;
        hand = { who, at: now };
        if (goesOn && at > 0) {
          states[at] = values;
          return false;
        }
        if (alike(states[at], values)) return false;
        states = [...states.slice(0, at + 1), values].slice(-MOST);
        at = states.length - 1;
        return true;
      },
      // The hand has let go: what comes next is a step of its own.
      rest: () => (hand = null),
      go(by) {
        hand = null;
        if (!states[at + by]) return null;
        at += by;
        return states[at];
      },
      before: () => states[at - 1] ?? null,
      can: (by) => Boolean(states[at + by]),
    };
  }

  /* What differs between two scenarios, in words: of one or two settings how they stand now, of more
   * how many there are. */
  function difference(explorer, one, other, told) {
    const changed = explorer.controls.filter(({ name }) => one[name] !== other[name]);
    if (changed.length > 2) return `${changed.length} settings`;
    return changed.map((each) => `${each.full_label ?? each.label}, ${told(each, other[each.name])}`).join(
      "; ",
    );
  }

  window.coursebook ??= {};
  window.coursebook.history = { difference, historyOf };
})();
