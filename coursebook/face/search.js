/* The search: it looks through the text of the whole book (`search-text.js`, which
 * `coursebook/pages/search.py` writes) for what was typed, as it was typed.
 */
(function () {
  "use strict";

  const MOST = 40; // passages that are listed
  const AROUND = 110; // characters of an excerpt before and behind what was found
  const place = document.getElementById("search-results");
  if (!place) return;

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const isWord = (sign) => /[\p{L}\p{N}]/u.test(sign ?? "");
  const isDigit = (sign) => /\d/.test(sign ?? "");

  // What was typed, in parts: words, and what stands in quotation marks.
  const parts = (query) =>
    query.match(/"[^"]+"|“[^”]+”|\S+/g)?.map((part) => part.replace(/["“”]/g, "")) ?? [];

  // Signs that a text may write in another way.
  const SPELLINGS = {
    "%": "(?:\\s?%|\\spercent)",
    "'": "['’]",
    "’": "['’]",
    "-": "[-‑–\\s]",
    "–": "[-‑–]",
    " ": "[\\s-]+",
    ",": ",?",
    "$": "\\$?",
  };

  /* A pattern that finds a part where a word begins; a number is found whole, not in a longer one. */
  function pattern(part) {
    const signs = [...part];
    const body = signs.map((sign, at) => {
      if (SPELLINGS[sign]) return SPELLINGS[sign];
      const plain = sign.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
      return isDigit(sign) && isDigit(signs[at + 1]) ? `${plain},?` : plain;
    }).join("");
    const before = isDigit(signs[0])
      ? "(?<![\\p{L}\\p{N}]|\\d[.,])"
      : isWord(signs[0])
      ? "(?<![\\p{L}\\p{N}])"
      : "";
    const after = isDigit(signs.at(-1)) ? "(?!\\d|[.,]\\d)" : "";
    return new RegExp(before + body + after, "giu");
  }

  const count = (text, found) => text.match(found)?.length ?? 0;

  function look(texts, patterns) {
    const results = [];
    for (const [page, passages] of texts) {
      const title = passages[0][1];
      for (const [anchor, heading, text] of passages) {
        const whole = `${title} ${heading} ${text}`;
        if (!patterns.every((each) => whole.search(each) >= 0)) continue;
        const inText = patterns.map((each) => count(text, each));
        const inHeads = patterns.map((each) => 3 * count(heading, each) + 2 * count(title, each));
        if (
          !inText.some(Boolean) && anchor !== passages[0][0] && !patterns.some((each) => count(heading, each))
        ) {
          continue; // the title alone: the page's first passage stands for it
        }
        const weight = [...inText, ...inHeads].reduce((sum, each) => sum + Math.min(each, 6), 0);
        results.push({ page, anchor, title, heading, text, weight });
      }
    }
    return results.sort((one, other) => other.weight - one.weight);
  }

  // The passage around what was found first, which is marked wherever it stands in it.
  function excerpt(text, patterns) {
    const at = Math.max(
      0,
      Math.min(...patterns.map((each) => text.search(each)).filter((each) => each >= 0), Infinity),
    );
    const middle = Number.isFinite(at) ? at : 0;
    const start = middle > AROUND ? text.indexOf(" ", middle - AROUND) + 1 : 0;
    const end = text.length > middle + AROUND ? text.lastIndexOf(" ", middle + AROUND * 1.6) : text.length;
    const shown = text.slice(start, end);
    const marks = patterns.flatMap((each) =>
      [...shown.matchAll(each)].map((found) => [found.index, found[0].length])
    );
    marks.sort(([one], [other]) => one - other);
    const told = element("p", { className: "search-excerpt" });
    let done = 0;
    if (start) told.append("… ");
    for (const [from, length] of marks) {
      if (from < done) continue;
      told.append(
        shown.slice(done, from),
        element("mark", { textContent: shown.slice(from, from + length) }),
      );
      done = from + length;
    }
    told.append(shown.slice(done), end < text.length ? " …" : "");
    return told;
  }

  function show(query) {
    const asked = parts(query);
    if (!asked.length) return place.replaceChildren();
    const all = window.coursebook.texts;
    let patterns = asked.map(pattern);
    let results = look(all, patterns);
    if (!results.length && asked.some((part) => /\p{L}{4,}s$/u.test(part))) {
      patterns = asked.map((part) => pattern(part.replace(/(\p{L}{4,})s$/u, "$1"))); // one in place of many
      results = look(all, patterns);
    }
    const pages = new Set(results.map(({ page }) => page)).size;
    const says = results.length
      ? `Found ${query} in ${results.length} ${results.length === 1 ? "passage" : "passages"} on ${pages} ${
        pages === 1 ? "page" : "pages"
      }${results.length > MOST ? `; the first ${MOST} are listed` : ""}.`
      : `Nothing found for ${query}. Try fewer words, or a part of one.`;
    const list = element("ol", { className: "search-list" });
    for (const { page, anchor, title, heading, text } of results.slice(0, MOST)) {
      const link = element(
        "a",
        { href: `${page}#${anchor}` },
        title === heading ? title : `${title}: ${heading}`,
      );
      list.append(element("li", {}, link, excerpt(text, patterns)));
    }
    place.replaceChildren(
      element("p", { role: "status", className: "search-summary", textContent: says }),
      list,
    );
  }

  const query = new URLSearchParams(location.search).get("q") ?? "";
  const field = document.querySelector(".bd-search-container form.bd-search input");
  if (field) field.value = query;
  show(query.normalize("NFC").trim());
})();
