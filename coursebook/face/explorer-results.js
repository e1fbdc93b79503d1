/* What an explorer says of a scenario: headline, results, breakdown, notices, table, download, comparison. */
(function () {
  "use strict";

  const { element, headlines, spreadsheet } = window.coursebook;
  const { format, told } = window.coursebook.scenarios;

  const FEW = 2; // settings that differ, before a reader asks for all

  const item = (tag, text, properties) => element(tag, { textContent: text, ...properties });

  function line(cells) {
    const made = element("tr");
    made.append(...cells);
    return made;
  }

  function resultsOf(root, explorer, rows) {
    const find = (selector) => root.querySelector(selector);
    const cells = Object.fromEntries(
      [...root.querySelectorAll("[data-cell]")].map((each) => [each.dataset.cell, each]),
    );
    const single = (answer, name) => rows.value(answer, name, 0);

    const texts = (answer) =>
      Object.fromEntries(
        explorer.readouts.map((each) => [each.name, format(each.format, single(answer, each.name))]),
      );

    const sentence = (answer) => headlines.inWords(explorer.headline, (name) => single(answer, name));

    // The results that say something of their own in one of these scenarios.
    const telling = (answers) =>
      explorer.readouts.filter(({ when }) => !when || answers.some((answer) => single(answer, when)));

    const notices = (answer) =>
      explorer.notices.filter((each) => single(answer, each.name)).map((each) => each.text);

    // The chart's text alternative.
    function inWords(answer) {
      const now = texts(answer);
      const open = explorer.readouts.slice(0, explorer.most_told);
      const all = open.map((each) => `${each.label}: ${now[each.name]}`);
      return `${explorer.alt} ${sentence(answer)} ${all.join("; ")}.`;
    }

    // `beside` are the answers of scenarios to compare with.
    function show(answer, beside) {
      headlines.show(find(".explorer-headline"), explorer.headline, (name) => single(answer, name));
      const own = telling([answer, ...beside]);
      for (const [name, text] of Object.entries(texts(answer))) {
        const cell = find(`[data-readout="${name}"]`);
        cell.textContent = text;
        cell.parentElement.hidden = !own.some((each) => each.name === name);
      }
      for (const { name, format: kind } of explorer.cells) {
        const text = format(kind, single(answer, name));
        // A text that stays is not written again: the browser would lay it out again.
        if (cells[name].textContent !== text) cells[name].textContent = text;
      }
      find(".explorer-notices").replaceChildren(...notices(answer).map((text) => item("li", text)));
      if (find(".explorer-table").open) showTable(answer);
    }

    /* Marks what is not as it was, and says how it was; answers what is marked. `before` is an answer
     * that was copied. */
    function markChanges(before, answer) {
      const marked = [];
      const mark = (part, then, now, told) => {
        part.classList.toggle("changed", then !== now);
        if (then !== now) marked.push(part);
        if (!told) return;
        if (then !== now) part.dataset.before = then;
        else delete part.dataset.before;
      };
      const [then, now] = [texts(before), texts(answer)];
      for (const name of Object.keys(now)) {
        mark(find(`[data-readout="${name}"]`), then[name], now[name], true);
      }
      const parts = headlines.pieces(explorer.headline, (name) => single(before, name));
      const words = Object.fromEntries(parts);
      for (const part of root.querySelectorAll(".explorer-headline [data-part]")) {
        if (part.dataset.part) mark(part, words[part.dataset.part], part.textContent, false);
      }
      return marked;
    }

    function showTable(answer) {
      const body = rows.listed(answer).map((row) =>
        line(
          explorer.columns.map((each) => item("td", format(each.format, rows.value(answer, each.name, row)))),
        )
      );
      find(".data-table tbody").replaceChildren(...body);
    }

    const csv = (answer, scenario) =>
      spreadsheet.csv(
        explorer.columns,
        rows.listed(answer),
        (name, row) => rows.value(answer, name, row),
        scenario,
        format,
      );

    // `compared` are scenarios beside the current one: name, values, texts.
    function showCompared(values, compared) {
      for (const results of root.querySelectorAll(".explorer-results")) {
        if (compared.length) results.tabIndex = 0; // it may be wider than a phone: keys must scroll it
        else results.removeAttribute("tabindex");
      }
      root.querySelectorAll(".explorer-readouts .pinned").forEach((each) => each.remove());
      for (const head of root.querySelectorAll(".explorer-readouts thead")) {
        head.hidden = !compared.length;
        head.firstElementChild.append(
          ...compared.map(({ name }) => item("th", name, { scope: "col", className: "pinned" })),
        );
      }
      for (const { name } of explorer.readouts) {
        const others = compared.map((each) => item("td", each.texts[name], { className: "pinned" }));
        find(`[data-readout="${name}"]`).after(...others);
      }
      showDifferences(values, compared);
    }

    // All settings that differ, or the first: chart and results stand on one screen with them.
    const toggle = item("button", "", { type: "button" });
    const title = line([item("th", "Settings that differ", { scope: "rowgroup" })]);
    title.firstChild.append(toggle);
    let all = false;

    function cut() {
      const lines = [...find(".explorer-differences").children].slice(1);
      lines.forEach((each, at) => (each.hidden = !all && at >= FEW));
      toggle.hidden = lines.length <= FEW;
      toggle.textContent = all ? "Only the first" : `All ${lines.length}`;
      toggle.setAttribute("aria-expanded", String(all));
    }

    toggle.addEventListener("click", () => {
      all = !all;
      cut();
    });

    // Only what differs: a reader compares few settings among many.
    function showDifferences(values, compared) {
      const scenarios = [values, ...compared.map((other) => other.values)];
      const lines = explorer.controls
        .map((each) => [each.full_label, ...scenarios.map((of) => told(each, of[each.name]))])
        .filter(([, ...cells]) => new Set(cells).size > 1)
        .map(([label, ...cells]) =>
          line([item("th", label, { scope: "row" }), ...cells.map((cell) => item("td", cell))])
        );
      title.firstChild.colSpan = compared.length + 2;
      const body = find(".explorer-differences");
      if (!lines.length) return body.replaceChildren();
      if (!title.isConnected) body.prepend(title); // it stays where it is: its button may have the focus
      while (title.nextSibling) title.nextSibling.remove();
      title.after(...lines);
      cut();
    }

    return {
      csv,
      inWords,
      markChanges,
      notices,
      sentence,
      show,
      showCompared,
      showDifferences,
      showTable,
      single,
      telling,
      texts,
    };
  }

  window.coursebook.resultsOf = resultsOf;
})();
