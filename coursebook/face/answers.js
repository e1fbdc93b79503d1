/* Answers to the questions of a quiz: how each kind is read, put back, and judged.
 *
 * `alliance.quizzes.answers` judges alike in Python, and tests hold the two together. What is right
 * stands in the page's markup, written by `alliance.quizzes.page`.
 */
(function () {
  "use strict";

  const SLACK = 1e-9; // 0.1 + 0.2 is to count as 0.3

  class NoAnswer extends Error {}

  const all = (root, selector) => [...root.querySelectorAll(selector)];

  // Numbers ---------------------------------------------------------------------------------

  // 2.6 and 2,6; 1,402.8 and 1.402,8; 1,402 is a thousand and more, as in the book.
  function readNumber(text, form) {
    let digits = text.replace(/[\s\u00a0\u2009\u202f'\u2019_]/g, "").replace("\u2212", "-").replace(/%$/, "");
    const sign = digits.startsWith("-") ? -1 : 1;
    digits = digits.replace(/^[-+]/, "");
    if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) digits = digits.replaceAll(",", "");
    else if (/^(\d{1,3}(\.\d{3})*,\d+|\d{1,3}(\.\d{3}){2,}|\d+,\d+)$/.test(digits)) {
      digits = digits.replaceAll(".", "").replace(",", ".");
    }
    if (!digits) throw new NoAnswer(form.dataset.ask);
    if (!/^(\d+(\.\d*)?|\.\d+)$/.test(digits) || digits.length > 20) {
      throw new NoAnswer(form.dataset.unreadable);
    }
    return sign * Number(digits);
  }

  const written = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  const close = (value, to, tolerance) =>
    Math.abs(value - to) <= tolerance + SLACK * Math.max(1, Math.abs(to));

  // What the kinds share -----------------------------------------------------------------------

  const inputs = (form) => all(form, ".quiz-options input");
  const key = (form) => all(form, ".quiz-key > li");
  const said = (entry) => ({
    part: entry.querySelector("[data-part]"),
    text: entry.querySelector("[data-text]"),
  });

  function judgeOptions(form, chosen) {
    if (!chosen.length) throw new NoAnswer(form.dataset.ask);
    const correct = key(form).map((entry) => entry.dataset.right === "true");
    const wrong = chosen.filter((index) => !correct[index]).length;
    const missing = correct.filter((each, index) => each && !chosen.includes(index)).length;
    return { correct, right: wrong + missing === 0, wrong, missing };
  }

  const isIndex = (value, list) => Number.isInteger(value) && value >= 0 && value < list.length;
  const isSet = (value, test) =>
    Array.isArray(value) && new Set(value).size === value.length && value.every(test);

  const options = {
    read: (form) => inputs(form).flatMap((input, index) => (input.checked ? [index] : [])),
    write: (form, chosen) => inputs(form).forEach((input, index) => (input.checked = chosen.includes(index))),
  };

  // At either end of the list one button leads nowhere.
  function endMoves(list) {
    const entries = all(list, "[data-entry]");
    entries.forEach((entry, index) => {
      entry.querySelector('[data-move="-1"]').disabled = index === 0;
      entry.querySelector('[data-move="1"]').disabled = index === entries.length - 1;
    });
  }

  // `empty` is no answer yet, `allows` judges what a browser has kept, `judge` says what is to be said.
  const KINDS = {
    single: {
      ...options,
      empty: () => [],
      allows: (_form, value) => isSet(value, (index) => isIndex(index, inputs(form))) && value.length === 1,
      judge(form, chosen) {
        const { right } = judgeOptions(form, chosen);
        return { right, lines: [{ right, text: said(key(form)[chosen[0]]).text }] };
      },
    },
    several: {
      ...options,
      empty: () => [],
      allows: (_form, value) => isSet(value, (index) => isIndex(index, inputs(form))) && value.length > 0,
      judge(form, chosen) {
        const { correct, right, wrong, missing } = judgeOptions(form, chosen);
        const lines = key(form).map((entry, index) => ({ right: correct[index], ...said(entry) }));
        const count = `Wrongly chosen: ${wrong}. Still missing: ${missing}.`;
        return { right, count, lines: lines.filter((_, index) => right || chosen.includes(index)) };
      },
    },
    numeric: {
      empty: () => "",
      read: (form) => form.querySelector(".quiz-field input").value,
      write: (form, text) => (form.querySelector(".quiz-field input").value = text),
      allows: (_form, value) => typeof value === "string" && value.length <= 40,
      judge(form, text) {
        const value = readNumber(text, form);
        const { answer, tolerance, unit } = form.dataset;
        const right = close(value, Number(answer), Number(tolerance));
        const near = all(form, "[data-say=near]").find((each) =>
          close(value, Number(each.dataset.value), Number(each.dataset.tolerance))
        );
        const say = right
          ? form.querySelector("[data-say=right]")
          : near ?? form.querySelector("[data-say=wrong]");
        return { right, lines: [{ right, part: `${written(value)} ${unit}`, text: said(say).text }] };
      },
    },
    order: {
      empty: (form) => form.quizStart,
      read: (form) => all(form, "[data-entry]").map((entry) => Number(entry.dataset.entry)),
      write(form, places) {
        const list = form.querySelector(".quiz-order");
        list.append(...places.map((place) => list.querySelector(`[data-entry="${place}"]`)));
        endMoves(list);
      },
      allows: (_form, value) =>
        isSet(value, (place) => isIndex(place, form.quizStart)) && value.length === form.quizStart.length,
      judge(form, places) {
        const hits = places.filter((entry, place) => entry === place).length;
        const right = hits === places.length;
        const { text } = said(form.querySelector(`[data-say=${right ? "right" : "wrong"}]`));
        return { right, count: `In their place: ${hits} of ${places.length}.`, lines: [{ right, text }] };
      },
    },
    match: {
      empty: (form) => key(form).map(() => null),
      read: (form) => all(form, ".quiz-kinds").map((group) => group.querySelector(":checked")?.value ?? null),
      write(form, kinds) {
        all(form, ".quiz-kinds").forEach((group, index) => {
          for (const input of group.querySelectorAll("input")) input.checked = input.value === kinds[index];
        });
      },
      allows: (_form, value) =>
        Array.isArray(value) && value.length === key(form).length &&
        value.every((kind) => all(form, ".quiz-kinds input").some((input) => input.value === kind)),
      judge(form, kinds) {
        if (kinds.includes(null)) throw new NoAnswer(form.dataset.ask);
        const lines = key(form).map((entry, index) => ({
          right: entry.dataset.kind === kinds[index],
          ...said(entry),
        }));
        const hits = lines.filter((line) => line.right).length;
        return { right: hits === lines.length, count: `Rightly matched: ${hits} of ${lines.length}.`, lines };
      },
    },
  };

  window.coursebook = { ...window.coursebook, answers: { KINDS, NoAnswer, all, endMoves } };
})();
