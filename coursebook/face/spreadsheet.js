/* An explorer's rows as a file for spreadsheets that can be read alone: the twin of spreadsheet.py. */
(function () {
  "use strict";

  const START = "\ufeff"; // without it Excel takes UTF-8 for the signs of another age

  // A text that a spreadsheet would compute, or turn into a date, is kept a text.
  const harmless = (text) =>
    /^(?:\s*[=+\-@].|[\t\r].)/s.test(text)
      ? `'${text}`
      : text.replace(/^(\d{1,4})[-/](\d{1,2})(?![\d.])/, "$1\u2013$2");

  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  function heading({ label, format: { after = "", before = "" } }) {
    const unit = `${before}${after}`.trim().replace(/\s+/g, " ");
    return unit ? `${label} (${unit})` : label;
  }

  // Numbers stay numbers, without what the heading says; a month is written as 2035-11.
  function cell(kind, value, words) {
    if (value === null || value === undefined) return "";
    if (kind.kind === "amount") {
      return kind.said[value] === undefined ? String(value) : harmless(kind.said[value]);
    }
    if (kind.kind === "month" && value >= 0) {
      return `${Math.floor(value / 12)}-${String((value % 12) + 1).padStart(2, "0")}`;
    }
    if (kind.kind === "year" && value >= 0) return String(value);
    return harmless(words(kind, value));
  }

  /* `value` gives a result of a row; `scenario` is told in words and as a link, in each row, so that
   * a row says where it is from wherever it is copied to. */
  function csv(columns, rows, value, { settings, link }, words) {
    const head = [...columns.map(heading), "Settings", "Link"];
    const lines = rows.map((row) => [
      ...columns.map((each) => cell(each.format, value(each.name, row), words)),
      harmless(settings),
      link,
    ]);
    return START + [head, ...lines].map((line) => line.map(quoted).join(",") + "\n").join("");
  }

  window.coursebook ??= {};
  window.coursebook.spreadsheet = { csv };
})();
