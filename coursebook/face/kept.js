/* Scenarios that a reader keeps: named, compared, sent on, and remembered by this browser alone.
 *
 * What is remembered of a scenario is its link, so that one reader of links judges all that comes
 * from outside: another tab, an older version of the book, a hand that wrote into the storage.
 */
(function () {
  "use strict";

  const MOST_KEPT = 20;
  const LONGEST_NAME = 40;

  const { element, memory } = window.coursebook;
  const { linkTo, readLink } = window.coursebook.links;
  const place = (explorer) => `${explorer.storage}/${explorer.name}`;

  // What this browser remembers, and how many entries could not be restored whole.
  function remembered(explorer, defaults) {
    const stored = memory.recall(place(explorer));
    let damaged = 0;
    const scenarios = [];
    for (const entry of Array.isArray(stored) ? stored.slice(0, MOST_KEPT) : []) {
      const asked = typeof entry?.link === "string" ? readLink(explorer, entry.link) : null;
      if (!asked || asked.problems.length) damaged += 1;
      if (!asked) continue;
      scenarios.push({
        name: String(entry.name ?? "").slice(0, LONGEST_NAME),
        values: { ...defaults, ...asked.values },
        compared: entry.compared === true,
      });
    }
    for (const extra of scenarios.filter((each) => each.compared).slice(explorer.most_compared)) {
      extra.compared = false;
    }
    return { scenarios, damaged };
  }

  // What is remembered of a scenario.
  const entry = (explorer, { name, values, compared }) => ({
    name,
    link: linkTo(explorer, values),
    compared,
  });
  const entries = (explorer, scenarios) => scenarios.map((each) => entry(explorer, each));
  const same = (explorer, these, those) =>
    JSON.stringify(entries(explorer, these)) === JSON.stringify(entries(explorer, those));
  // Whether this browser will remember them.
  const remember = (explorer, scenarios) => memory.keep(place(explorer), entries(explorer, scenarios));

  /* The list of kept scenarios below an explorer's controls.
   *
   * `say` tells the reader something, `open` makes a scenario the current one, `copy` puts its link
   * on the clipboard, `changed` is called when other scenarios are to be compared.
   */
  function keep(root, explorer, { defaults, say, open, copy, changed }) {
    const frame = root.querySelector(".explorer-kept");
    const list = frame.querySelector("ul");
    let scenarios = [];
    let stored = true; // else this page alone holds the list

    const compared = () => scenarios.filter((each) => each.compared);

    // Each part says for whom it is: a list of five buttons named "Open" tells a listener nothing.
    function nameParts(row, scenario) {
      for (const part of row.querySelectorAll("[data-label]")) {
        part.setAttribute("aria-label", `${part.dataset.label}: ${scenario.name}`);
      }
    }

    function line(scenario) {
      const button = (action, label) => {
        const made = element("button", { type: "button", textContent: label });
        Object.assign(made.dataset, { kept: action, label });
        return made;
      };
      const name = element("input", { type: "text", value: scenario.name, maxLength: LONGEST_NAME });
      Object.assign(name.dataset, { kept: "name", label: "Name" });
      const box = element("input", { type: "checkbox", checked: scenario.compared });
      Object.assign(box.dataset, { kept: "compare", label: "Compare" });
      const label = element("label", {});
      label.append(box, " Compare");
      const row = element("li", {});
      row.append(
        name,
        label,
        button("open", "Open"),
        button("copy", "Copy link"),
        button("delete", "Delete"),
      );
      nameParts(row, scenario);
      return row;
    }

    function show() {
      list.replaceChildren(...scenarios.map(line));
      frame.hidden = scenarios.length === 0;
    }

    function store() {
      stored = remember(explorer, scenarios);
      return stored ? "" : " This browser does not store it: it is gone when the page is closed.";
    }

    // Before each change: another tab may have made one that this page has not heard of.
    function catchUp() {
      if (!stored) return;
      const now = remembered(explorer, defaults).scenarios;
      if (same(explorer, now, scenarios)) return;
      scenarios = now;
      show();
      changed();
    }

    // The scenario that a reader has before them, in the list as it is now; null if it is gone.
    function stillKept(seen) {
      catchUp();
      const { name, link } = entry(explorer, seen);
      const found = scenarios.find((each) => each.name === name && linkTo(explorer, each.values) === link);
      if (!found) say(`${seen.name} has been changed or deleted in another tab.`);
      return found ?? null;
    }

    // A position to start from keeps its name; several of them if each sets a part.
    function positionOf(values) {
      const same = (given) => Object.entries(given).every(([name, value]) => value === values[name]);
      const taken = explorer.presets.filter((each) => same(each.values));
      const whole = taken.find((each) => Object.keys(each.values).length === explorer.controls.length);
      if (whole) return whole.label;
      const parts = Object.assign({}, ...taken.map((each) => each.values));
      return taken.length && same({ ...defaults, ...parts })
        ? taken.map((each) => each.label).join(", ")
        : "";
    }

    function freeName(values) {
      const taken = new Set(scenarios.map((each) => each.name));
      const position = positionOf(values).slice(0, LONGEST_NAME);
      if (position && !taken.has(position)) return position;
      let number = 1;
      while (taken.has(`Scenario ${number}`)) number += 1;
      return `Scenario ${number}`;
    }

    function add(values) {
      catchUp();
      if (scenarios.length === MOST_KEPT) {
        say(`${MOST_KEPT} scenarios are kept already. Delete one first.`);
        return;
      }
      const room = compared().length < explorer.most_compared;
      const scenario = { name: freeName(values), values: { ...values }, compared: room };
      scenarios.push(scenario);
      show();
      const what = room ? "Change a control and compare." : `${explorer.most_compared} are compared already.`;
      say(`Kept as ${scenario.name}. ${what}${store()}`);
      changed();
    }

    function onClick(event) {
      const action = event.target.closest("button[data-kept]")?.dataset.kept;
      if (!action) return;
      const seen = scenarios[[...list.children].indexOf(event.target.closest("li"))];
      if (action === "open") {
        open(seen.values);
        say(`${seen.name} is open.`);
      } else if (action === "copy") {
        copy(seen.values);
      } else {
        const scenario = stillKept(seen);
        if (!scenario) return;
        const index = scenarios.indexOf(scenario);
        scenarios.splice(index, 1);
        show();
        say(`${scenario.name} is deleted.${store()}`);
        changed();
        const next = list.children[Math.min(index, scenarios.length - 1)];
        (next?.querySelector('[data-kept="delete"]') ?? root.querySelector('[data-action="keep"]')).focus();
      }
    }

    function onChange(event) {
      const field = event.target;
      const scenario = stillKept(scenarios[[...list.children].indexOf(field.closest("li"))]);
      if (!scenario) return;
      if (field.dataset.kept === "compare") {
        if (field.checked && compared().length === explorer.most_compared) {
          field.checked = false;
          say(`At most ${explorer.most_compared} scenarios are compared. Take one out first.`);
          return;
        }
        scenario.compared = field.checked;
        say(`${scenario.name} is ${field.checked ? "compared" : "no longer compared"}.${store()}`);
      } else if (field.dataset.kept === "name") {
        scenario.name = field.value.trim() || freeName(scenario.values);
        field.value = scenario.name;
        nameParts(field.closest("li"), scenario);
        say(`Renamed: ${scenario.name}.${store()}`);
      }
      if (!list.contains(field)) show();
      changed();
    }

    function restore() {
      if (!stored) return;
      const before = scenarios.length;
      const found = remembered(explorer, defaults);
      scenarios = found.scenarios;
      show();
      if (before || scenarios.length) changed(); // most pages open with nothing to compare
      if (found.damaged) {
        say(`Not all that this browser had kept could be restored (${found.damaged}); defaults stand in.`);
      }
    }

    list.addEventListener("click", onClick);
    list.addEventListener("change", onChange);
    window.addEventListener("storage", (event) => {
      if (event.key === place(explorer) || event.key === null) restore();
    });
    // Nothing is heard of other tabs while a page waits behind the browser's Back button.
    window.addEventListener("pageshow", (event) => event.persisted && catchUp());
    return { add, compared, restore };
  }

  window.coursebook.keep = keep;
})();
