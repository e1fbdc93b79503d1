/* The sentence in which an explorer says what follows: the twin of headline.py. */
(function () {
  "use strict";

  const { element } = window.coursebook;
  const { format } = window.coursebook.scenarios;

  // The sentence in pieces: the name of a part, empty between parts, and the words. `value` gives a
  // result by its name.
  function pieces({ case: named, sentences, parts }, value) {
    const sentence = sentences[named ? Number(value(named)) : 0];
    return sentence.map((piece, place) => {
      if (place % 2 === 0) return ["", piece];
      const { name, format: kind } = parts[piece];
      return [piece, format(kind, value(name))];
    });
  }

  const inWords = (headline, value) => pieces(headline, value).map(([, words]) => words).join("");

  // Writes the sentence into its place. A part that stays keeps its element, so that one that
  // changed can be told from the others.
  function show(place, headline, value) {
    const now = pieces(headline, value);
    const before = [...place.children];
    const same = before.length === now.length && now.every(([name], at) => before[at].dataset.part === name);
    if (!same) {
      place.replaceChildren(...now.map(([name]) => {
        const made = element(name ? "b" : "span", {});
        made.dataset.part = name;
        return made;
      }));
    }
    now.forEach(([, words], at) => {
      const each = place.children[at];
      if (each.textContent !== words) each.textContent = words;
    });
  }

  window.coursebook.headlines = { inWords, pieces, show };
})();
