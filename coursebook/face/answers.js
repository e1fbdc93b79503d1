/* How an answer to a question of a quiz is judged.
 *
 * A rule says what is right; `coursebook.quizzes.page` writes it into the markup. A verdict names what
 * is to be said by its place among the texts of the question's answer key, so that each sentence
 * exists once. Nothing here knows a document.
 */
(function () {
  "use strict";

  const { meanings } = window.coursebook.numbers;

  const RIGHT = "Answered rightly.";
  const WRONG = "Not right yet.";
  const UNREADABLE = "This is not a number that can be read. Write digits, such as 2.5 or 1,200.";
  const SLACK = 1e-9; // 0.1 + 0.2 is to count as 0.3

  /* Nothing to judge yet; the message says what to do. */
  class NoAnswer extends Error {}

  // Numbers ---------------------------------------------------------------------------------

  // 1,402 is a thousand and more, as in the book.
  function readNumber(text) {
    if (!/[^\s+\u2212-]/.test(text)) throw new NoAnswer("Write a number first, such as 2.5 or 1,200.");
    const [likelier] = meanings(text, "%");
    if (!likelier) throw new NoAnswer(UNREADABLE);
    return likelier[0];
  }

  const written = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  const close = (value, to, tolerance) =>
    Math.abs(value - to) <= tolerance + SLACK * Math.max(1, Math.abs(to));

  // Kinds -----------------------------------------------------------------------------------

  const isIndex = (value, length) => Number.isInteger(value) && value >= 0 && value < length;
  const isSet = (value, length) =>
    Array.isArray(value) && new Set(value).size === value.length &&
    value.every((index) => isIndex(index, length));

  // `allows` says whether what a browser has kept can be an answer. Of what is to be said, `text` is a
  // place in the answer key; `named` sets the key's own name of that part before it, `part` another.
  const KINDS = {
    single: {
      allows: ({ correct }, chosen) => isSet(chosen, correct.length) && chosen.length === 1,
      judge({ correct }, chosen) {
        if (!chosen.length) throw new NoAnswer("Choose an answer first.");
        const right = correct[chosen[0]];
        return { right, lines: [{ right, text: chosen[0] }] };
      },
    },
    several: {
      allows: ({ correct }, chosen) => isSet(chosen, correct.length) && chosen.length > 0,
      judge({ correct }, chosen) {
        if (!chosen.length) throw new NoAnswer("Choose at least one answer first.");
        const wrong = chosen.filter((index) => !correct[index]).length;
        const missing = correct.filter((each, index) => each && !chosen.includes(index)).length;
        const right = wrong + missing === 0;
        const lines = correct.map((each, text) => ({ right: each, text, named: true }));
        return {
          right,
          count: `Wrongly chosen: ${wrong}. Still missing: ${missing}.`,
          lines: lines.filter(({ text }) => right || chosen.includes(text)),
        };
      },
    },
    numeric: {
      allows: (_rule, text) => typeof text === "string" && text.length <= 40,
      judge({ answer, tolerance, unit, near }, text) {
        const value = readNumber(text);
        const right = close(value, answer, tolerance);
        const foreseen = near.findIndex((mistake) => close(value, mistake.value, mistake.tolerance));
        const said = right ? 0 : foreseen < 0 ? 1 : 2 + foreseen; // the key's order
        return { right, lines: [{ right, text: said, part: `${written(value)} ${unit}` }] };
      },
    },
    order: {
      allows: ({ entries }, places) => isSet(places, entries) && places.length === entries,
      judge({ entries }, places) {
        const hits = places.filter((entry, place) => entry === place).length;
        const right = hits === entries;
        return {
          right,
          count: `In their place: ${hits} of ${entries}.`,
          lines: [{ right, text: right ? 0 : 1 }],
        };
      },
    },
    match: {
      allows: ({ claims, kinds }, answer) =>
        Array.isArray(answer) && answer.length === claims.length &&
        answer.every((kind) => kinds.includes(kind)),
      judge({ claims }, answer) {
        if (answer.includes(null)) throw new NoAnswer("Answer for every claim first.");
        const lines = claims.map((kind, text) => ({ right: kind === answer[text], text, named: true }));
        const hits = lines.filter(({ right }) => right).length;
        return {
          right: hits === claims.length,
          count: `Rightly matched: ${hits} of ${claims.length}.`,
          lines,
        };
      },
    },
  };

  function judge(kind, rule, answer) {
    const { right, count = "", lines } = KINDS[kind].judge(rule, answer);
    return { right, summary: right ? RIGHT : `${WRONG} ${count}`.trim(), lines };
  }

  const allows = (kind, rule, answer) => KINDS[kind].allows(rule, answer);

  window.coursebook = { ...window.coursebook, answers: { NoAnswer, allows, judge, readNumber, written } };
})();
