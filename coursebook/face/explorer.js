/* An explorer: controls that a reader moves, and what follows from them.
 *
 * It computes nothing. A host does: a page by the explorer's program, a notebook by the model in its
 * kernel. `host.compute(values)` returns the answer or lets `face.answered` know it later,
 * `host.others(list)` promises one for each scenario, `host.link(values)` gives an address.
 */
(function () {
  "use strict";

  const PAUSE = 500; // milliseconds without a change before it is spoken and `host.settled` is told

  const {
    brief,
    content,
    element,
    fieldsOf,
    frameOf,
    keep,
    movesOf,
    movingChart,
    onHand,
    resultsOf,
    rowsOf,
    tasksOf,
  } = window.coursebook;
  const { linkToWhole, readLink, saidOf } = window.coursebook.links;
  const { fromResult, read, told } = window.coursebook.scenarios;

  const WAITING = "The chart is still loading. Numbers and table follow your settings already.";
  const MISSING = "The chart could not be loaded, and shows the scenario that the explorer starts with. " +
    "Numbers and table follow your settings.";

  function startExplorer(root, explorer, host) {
    const find = (selector) => root.querySelector(selector);
    const message = find(".explorer-message");
    const spoken = find(".explorer-spoken");
    const onward = find(".explorer-whole"); // leads to all of its controls, where it has only a few
    const control = (name) => explorer.controls.find((each) => each.name === name);
    const defaults = Object.fromEntries(explorer.controls.map((each) => [each.name, each.default]));
    const rows = rowsOf(explorer);
    const results = resultsOf(root, explorer, rows);
    const drawing = content(root, ".chart-spec");
    const chart = movingChart(find(".chart-view"), explorer.name, rows, drawing, {
      help: (text) => (find(".explorer-help").textContent = text),
      set: setByHand,
    });
    let values = { ...defaults };
    let answer = null; // the latest one
    let compared = []; // kept scenarios beside the current one: name, values, texts
    let comparing = 0; // counts the comparisons asked for
    let spokenSentence = "";
    let spokenTexts = {};
    let spokenNotices = [];
    let drawn = false; // since the last frame
    let waiting = false; // for the next one
    let pausing = 0;
    let chartWord = ""; // what is said of a chart that does not move

    const frame = frameOf(root, explorer);
    function say(text) {
      message.textContent = text;
      frame.echo(text);
    }
    const fields = fieldsOf(find(".explorer-controls"), explorer.controls, {
      say,
      changed: (name, value, input) => set({ [name]: value }, name, input),
    });
    const moves = movesOf(root, explorer, {
      chart,
      copy: rows.copy,
      go: show,
      results,
      say,
      shown: () => ({ answer, values }),
    });

    // Shows settings, wherever they come from.
    function adopt(changes, except) {
      values = { ...values, ...changes };
      for (const name of Object.keys(changes)) fields.show(name, values[name], except);
      for (const button of root.querySelectorAll("[data-preset]")) {
        const preset = explorer.presets.find((each) => each.name === button.dataset.preset);
        const same = Object.entries(preset.values).every(([name, value]) => value === values[name]);
        button.setAttribute("aria-pressed", String(same));
      }
    }

    function show(changes, except) {
      adopt(changes, except);
      askSoon();
      host.touched?.();
    }

    // A change that a reader makes, with `who`; a button's is a step of its own.
    function set(changes, who = Symbol("a button"), except = null) {
      moves.about({ ...values, ...changes }, who);
      show(changes, except);
    }

    // What a hand on the chart sets, like what is typed; a field that is not shown stays as it is.
    function setByHand(hand, found) {
      const fitting = Object.entries(found).flatMap(([name, value]) => {
        const each = control(name);
        if (each.counts && !results.single(answer, each.counts)) return [];
        if (each.kind !== "number") return [[name, read(each, value)]];
        return Number.isFinite(value) ? [[name, read(each, value.toFixed(10))]] : [];
      });
      if (fitting.every(([name, value]) => values[name] === value)) return;
      say("");
      set(Object.fromEntries(fitting), hand.ways ? hand.signal : undefined);
    }

    // At once, so that the next frame shows it. Further changes before that frame come with it.
    function askSoon() {
      waiting = drawn;
      if (drawn) return;
      drawn = true;
      ask();
      requestAnimationFrame(() => {
        drawn = false;
        if (waiting) askSoon();
      });
    }

    function ask() {
      waiting = false;
      const found = host.compute(values);
      if (found) answered(found);
    }

    function answered(found) {
      answer = found;
      results.show(answer, compared.map((each) => each.answer));
      frame.count((name) => results.single(answer, name), values);
      tasks.answered();
      if (compared.length) results.showDifferences(values, compared);
      chart.show(answer, values);
      if (onward) onward.href = linkToWhole(explorer, values);
      moves.answered();
      const moved = Object.entries(defaults).some(([name, value]) => values[name] !== value);
      if (chartWord && moved && !message.textContent) say(chartWord);
      clearTimeout(pausing);
      pausing = setTimeout(settle, PAUSE);
    }

    function heard() {
      spokenSentence = results.sentence(answer);
      spokenTexts = results.texts(answer);
      spokenNotices = results.notices(answer);
    }

    // After a pause: say what changed, once. The headline says it; where it stays, the results do.
    function settle() {
      const [sentence, texts, notices] = [spokenSentence, spokenTexts, spokenNotices];
      heard();
      const changed = results.telling([answer])
        .filter((each) => spokenTexts[each.name] !== texts[each.name])
        .map((each) => `${each.label}: ${spokenTexts[each.name]}.`);
      const sentences = [
        ...(spokenSentence === sentence ? changed : [spokenSentence]),
        ...spokenNotices.filter((text) => !notices.includes(text)),
      ];
      const axes = chart.axes();
      if (axes.length && !message.textContent) say(axes.join(" "));
      if (sentences.length) spoken.textContent = sentences.join(" ");
      chart.describe(results.inWords(answer));
      host.settled?.(values);
    }

    async function compare() {
      const number = ++comparing;
      const scenarios = kept.compared();
      const answers = await host.others(scenarios.map((each) => each.values));
      if (number !== comparing) return;
      compared = scenarios.map(({ name, values: scenario }, index) => {
        const texts = results.texts(answers[index]);
        return { name, values: scenario, texts, answer: answers[index] };
      });
      results.show(answer, compared.map((each) => each.answer));
      results.showCompared(values, compared);
      chart.pin(compared); // whose place is lower beside a table of several
    }

    // An action of the explorer's own: set controls to what the model found.
    function act(action) {
      if (waiting) ask(); // the model has not seen the last change yet
      const changes = Object.fromEntries(
        Object.entries(action.values).map(([name, result]) => [
          name,
          fromResult(control(name), results.single(answer, result)),
        ]),
      );
      const moves = Object.entries(changes).some(([name, value]) => values[name] !== value);
      if (moves) set(changes);
      say(moves ? action.done : action.nothing);
    }

    // What was set, in words: what differs from the start, or that nothing does.
    function inSettings(scenario) {
      const changed = explorer.controls.filter(({ name }) => scenario[name] !== defaults[name]);
      const said = changed.map((each) => `${each.full_label}: ${told(each, scenario[each.name])}`);
      return said.length
        ? `Set: ${said.join("; ")}. All else as at the start.`
        : "All settings as at the start.";
    }

    function save() {
      const now = results.texts(answer);
      const scenarios = [{ name: compared.length ? "Now" : "Value", values, texts: now }, ...compared];
      const of = (text) => scenarios.map(text);
      const page = brief({
        explorer,
        names: of((each) => each.name),
        settings: explorer.controls.map((
          each,
        ) => [each.full_label, ...of((other) => told(each, other.values[each.name]))]),
        sentence: results.sentence(answer),
        breakdown: find(".explorer-breakdown")?.outerHTML ?? "",
        results: results.telling([answer, ...compared.map((each) => each.answer)]).map((
          each,
        ) => [each.label, ...of((other) => other.texts[each.name])]),
        notices: results.notices(answer),
        chart: chart.svg(),
        alt: results.inWords(answer),
        link: host.link(values),
        date: new Date().toLocaleDateString("en-US", { dateStyle: "long" }),
      });
      const address = URL.createObjectURL(new Blob([page], { type: "text/html" }));
      element("a", { href: address, download: `${explorer.name}-brief.html` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      say("The brief is saved as a file. Open it to print it or to hand it in.");
    }

    async function share(scenario) {
      const link = host.link(scenario);
      try {
        await navigator.clipboard.writeText(link);
        say("Link copied. It restores this scenario.");
      } catch {
        const field = element("input", { readOnly: true, value: link });
        field.setAttribute("aria-label", "Link to this scenario");
        message.replaceChildren("Copy this link: ", field);
        field.focus();
        field.select();
      }
    }

    // On arrival there is nothing yet to go back to.
    function restore(fragment, arriving = false) {
      const asked = readLink(explorer, fragment);
      if (!asked) return;
      (arriving ? show : set)({ ...defaults, ...asked.values });
      say(saidOf(explorer, asked));
      find(".explorer-view").scrollIntoView({ block: "start" });
    }

    function onClick(event) {
      const button = event.target.closest("[data-preset], [data-action], [data-own-action]");
      if (!button) return;
      const preset = explorer.presets.find((each) => each.name === button.dataset.preset);
      say("");
      const action = explorer.actions.find((each) => each.name === button.dataset.ownAction);
      if (button.dataset.action) moves.act(button.dataset.action);
      if (preset) {
        set(preset.values);
        say(`Set: ${button.textContent.trim()}.`);
      } else if (action) act(action);
      else if (button.dataset.action === "reset") {
        set(defaults);
        say("Back to the scenario that the explorer starts with.");
      } else if (button.dataset.action === "keep") kept.add(values);
      else if (button.dataset.action === "share") share(values);
      else if (button.dataset.action === "brief") save();
    }

    const kept = keep(root, explorer, {
      defaults,
      say,
      open: (scenario) => set(scenario),
      copy: share,
      changed: compare,
    });

    const tasks = tasksOf(root, explorer, {
      answer: () => answer,
      say,
      set: (changes) => set(changes),
      single: results.single,
    });

    // The chart comes when Vega does; the rest does not wait for it.
    async function startChart() {
      chartWord = WAITING;
      try {
        await chart.start();
        chartWord = "";
        chart.axes();
        chart.describe(results.inWords(answer));
      } catch (error) {
        console.warn(`${explorer.name}: ${error}`);
        chartWord = MISSING;
      }
      if (message.textContent === WAITING) say(chartWord);
    }

    // With the first scenario, or another one that the host begins with, and its answer.
    function begin(first, found) {
      adopt({ ...defaults, ...first }); // a browser may have kept what was typed before a reload
      answered(found);
      heard();
      find(".explorer-still").hidden = true;
      find(".explorer-controls").hidden = false;
      for (const each of root.querySelectorAll(".explorer-starts, .explorer-bar")) each.hidden = false;
      frame.listen();
      tasks.start();
      kept.restore();
      fields.listen((name) => values[name]);
      moves.begin(values);
      onHand(root, {
        taken: () => chart.hold(true),
        left() {
          moves.rest();
          chart.hold(false);
          clearTimeout(pausing);
          pausing = setTimeout(settle, PAUSE);
        },
      });
      root.addEventListener("click", onClick);
      find(".explorer-table").addEventListener("toggle", () => results.showTable(answer));
      const download = find(".chart-download");
      download.addEventListener("click", () => {
        const scenario = { settings: inSettings(values), link: host.link(values) };
        download.href = `data:text/csv;charset=utf-8,${encodeURIComponent(results.csv(answer, scenario))}`;
      });
      root.inPicture = () => ({
        below: [inSettings(values), `This scenario: ${host.link(values)}`],
      });
      root.rows = () => rows.records(answer);
      root.dataset.ready = "true";
    }

    return { adopt, answered, begin, copy: rows.copy, restore, rows, say, startChart, stop: chart.stop };
  }

  window.coursebook.startExplorer = startExplorer;
})();
