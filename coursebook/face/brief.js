/* A brief: one page about a scenario, to print or to hand in. A file of its own, with no script. */
(function () {
  "use strict";

  const STYLE = `
    body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
    h1 { font-size: 1.4rem; margin-bottom: 0.25rem; }
    h2 { font-size: 1.05rem; margin: 1.25rem 0 0.25rem; }
    svg { width: 100%; height: auto; }
    table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
    th, td { padding: 0.2rem 0.5rem 0.2rem 0; border-bottom: 1px solid #c9c9c9; text-align: start; vertical-align: top; }
    th[scope="row"] { font-weight: normal; }
    caption { padding: 0.5rem 0 0.2rem; font-weight: bold; text-align: start; }
    .explorer-breakdown { font-size: 0.7rem; }
    .headline { font-size: 1.1rem; font-weight: 600; }
    .small { font-size: 0.85rem; overflow-wrap: anywhere; }
    .line { border-bottom: 1px solid #767676; height: 1.9rem; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 0 2rem; align-items: start; }
    @page { margin: 1cm; }
    @media print {
      body { margin: 0; padding: 0; max-width: none; font-size: 8pt; line-height: 1.25; zoom: 0.9; }
      h1 { font-size: 12pt; margin: 0; }
      h2 { font-size: 9pt; margin: 0.4rem 0 0; }
      p, ul { margin-block: 0.25rem; }
      .headline { font-size: 10pt; }
      svg { max-height: 5.5cm; }
      table { font-size: 7pt; line-height: 1.2; }
      .explorer-breakdown { font-size: 6.5pt; }
      th, td { padding-block: 0.05rem; }
      .pair { grid-template-columns: 1fr 1fr; gap: 0 1rem; }
      .small { font-size: 6.5pt; }
      ul.small { columns: 2; margin: 0; }
      ul.many { columns: 1; padding: 0; }
      ul.many li { display: inline; }
      ul.many li:not(:last-child)::after { content: "; "; }
      ul.many .address { display: none; }
      .line { height: 1.4rem; }
    }`;

  const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function table(caption, names, rows) {
    const head = names.length > 1
      ? `<thead><tr><th scope="col">${escaped(caption)}</th>${
        names.map((name) => `<th scope="col">${escaped(name)}</th>`).join("")
      }</tr></thead>`
      : "";
    const body = rows.map(
      ([label, ...cells]) =>
        `<tr><th scope="row">${escaped(label)}</th>${
          cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")
        }</tr>`,
    );
    return `<table>${head}<tbody>${body.join("")}</tbody></table>`;
  }

  const MANY = 12; // sources; more stand on paper without their addresses, for the page to be one

  const source = ({ label, title, url }) =>
    `<li>${escaped(label)}: ${escaped(title)}${
      url ? `<span class="address">. ${escaped(url)}</span>` : ""
    }</li>`;

  /* The page as text. `names` are the scenarios' names, `settings` and `results` rows of a label
   * and one text for each scenario; `sentence` is the headline of the first one, which `link` restores;
   * `breakdown` is a table, `chart` a drawing, as the page has them. */
  function brief(
    { explorer, names, sentence, settings, results, breakdown, notices, chart, alt, link, date },
  ) {
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(explorer.title)}: a brief</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(explorer.title)}</h1>
<p class="small">A brief from ${escaped(explorer.book)}, ${escaped(date)}</p>
<p>Name: <span class="line" style="display:inline-block;width:60%"></span></p>
<p class="headline">${escaped(sentence)}</p>
<div role="img" aria-label="${escaped(alt)}">${chart}</div>
<div class="${names.length === 1 ? "pair" : ""}">
<section><h2>What follows</h2>
${table("Result", names, results)}
${notices.map((text) => `<p><strong>${escaped(text)}</strong></p>`).join("")}
${breakdown}</section>
<section><h2>Settings</h2>
${table("Setting", names, settings)}</section>
</div>
<h2>What is observed, and what is assumed</h2>
<p>${escaped(explorer.assumptions)}</p>
<h2>My conclusion, and what would change it</h2>
<div class="line"></div><div class="line"></div><div class="line"></div>
<h2>Sources</h2>
<ul class="small${explorer.sources.length > MANY ? " many" : ""}">${
      explorer.sources.map(source).join("")
    }</ul>
<p class="small">This scenario: ${escaped(link)}</p>
</body>
</html>
`;
  }

  window.coursebook.brief = brief;
})();
