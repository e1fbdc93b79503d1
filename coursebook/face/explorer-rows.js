/* What an explorer's results say, row by row. An answer holds a value for each result of the model: an
 * array with one for each row, or one that is the same for all.
 */
(function () {
  "use strict";

  const isColumn = (value) => typeof value === "object" && value !== null;

  function rowsOf({ rows, listed }) {
    const { count } = rows;
    const all = Array.from({ length: count }, (_, row) => row);
    const fields = Object.fromEntries(
      Object.entries(rows.fields).map(([name, values]) => [name, values === "counts" ? all : values]),
    );

    const value = (answer, name, row) => {
      const found = name in answer ? answer[name] : fields[name];
      return isColumn(found) ? found[row] : found;
    };

    return {
      count,
      fields,
      value,
      // The rows of the table and the download.
      listed: (answer) => (listed ? all.filter((row) => value(answer, listed, row)) : all),
      // All rows as plain objects, for a look at them from the browser's console, and for checks.
      records: (answer) =>
        all.map((row) => {
          const names = [...Object.keys(fields), ...Object.keys(answer)];
          return Object.fromEntries(names.map((name) => [name, value(answer, name, row)]));
        }),
      // An answer that the next one does not overwrite.
      copy: (answer) =>
        Object.fromEntries(
          Object.entries(answer).map(([name, each]) => [name, isColumn(each) ? each.slice() : each]),
        ),
    };
  }

  window.coursebook.rowsOf = rowsOf;
})();
