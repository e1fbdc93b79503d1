/* Explorers of a page, each answered by its program. */
(function () {
  "use strict";

  const NEAR = 1500; // pixels from the view at which its chart starts: two screens of a phone

  const { content, models, startExplorer, used, whenNear } = window.coursebook;
  const { linkTo, readLink } = window.coursebook.links;

  // Who follows a link to it need not wait for the page to be laid out.
  const leadsTo = (root) => Boolean(document.getElementById(location.hash.slice(1))?.contains(root));

  function startOnPage(root) {
    const explorer = content(root, ".explorer-declaration");
    const address = (values) => linkTo(explorer, values);
    let charted = false;

    function chartOnce() {
      if (charted) return;
      charted = true;
      face.startChart();
    }

    const host = {
      compute: (values) => run(values),
      others: (list) => {
        beside ??= program(); // apart from the current scenario's, whose columns stay as they are
        return Promise.resolve(list.map((values) => face.copy(beside(values))));
      },
      link: (values) => new URL(address(values), location.href).href,
      touched: chartOnce,
      // The address keeps the scenario.
      settled(values) {
        const changed = address(values) !== first;
        if (changed || readLink(explorer, location.hash)) history.replaceState(null, "", address(values));
      },
    };

    const face = startExplorer(root, explorer, host);
    const defaults = Object.fromEntries(explorer.controls.map((each) => [each.name, each.default]));
    const first = address(defaults);
    const program = () => models[explorer.name](face.rows.fields, face.rows.count, window.coursebook.rows);
    const run = program();
    let beside = null;
    face.begin(defaults, run(defaults));
    face.restore(location.hash, true);
    // The address may already hold the scenario of before again: `settled` writes it there.
    window.addEventListener("hashchange", (event) => face.restore(new URL(event.newURL).hash));
    if (readLink(explorer, location.hash) || leadsTo(root)) chartOnce();
    // Many who open a page that shows a few controls go on at once: it waits for a sign of them.
    else (explorer.whole ? used : Promise.resolve()).then(() => whenNear(root, chartOnce, NEAR));
  }

  for (const root of document.querySelectorAll("section.explorer")) {
    try {
      startOnPage(root);
    } catch (error) {
      console.warn(`${root.id}: ${error}`);
      root.querySelector(".explorer-message").textContent = "The controls could not start.";
    }
  }
})();
