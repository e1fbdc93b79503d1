/* The moving chart of an explorer. Vega draws the rows that it is given, and is told which of their
 * fields have changed. It may come late or never: until then the chart stands still.
 */
(function () {
  "use strict";

  const LONGEST_LABEL = 16; // characters of a scenario's name beside its marks

  const { describe, embed, fitHeight, listenToHands, withoutGrips } = window.coursebook;

  const FEW = 5000; // dots, of which each keeps its place to a tenth of a pixel

  // The path of many dots: each a line of no length, whose round ends make the dot.
  function pathOf(cloud, answer, count, width, height) {
    const [xs, ys] = [answer[cloud.x.field], answer[cloud.y.field]];
    const across = width / (cloud.x.high - cloud.x.low);
    const up = height / (cloud.y.high - cloud.y.low);
    const x = (row) => across * (xs[row] - cloud.x.low);
    const y = (row) => height - up * (ys[row] - cloud.y.low);
    return count > FEW ? spans(x, y, count, width, height) : dots(x, y, count);
  }

  function dots(x, y, count) {
    let path = "";
    for (let row = 0; row < count; row++) {
      path += `M${Math.round(10 * x(row)) / 10} ${Math.round(10 * y(row)) / 10}h0`;
    }
    return path;
  }

  // Dots on whole pixels: what overlaps is drawn once, and neighbors are one line.
  function spans(x, y, count, width, height) {
    const wide = Math.ceil(width) + 2;
    const taken = new Uint8Array(wide * (Math.ceil(height) + 1));
    for (let row = 0; row < count; row++) taken[Math.round(y(row)) * wide + Math.round(x(row))] = 1;
    let path = "";
    for (let at = 0; at < taken.length; at++) {
      if (!taken[at]) continue;
      const start = at;
      while (taken[at + 1]) at++;
      path += `M${start % wide} ${Math.floor(start / wide)}h${at - start}`;
    }
    return path;
  }

  const AXES = { x: "horizontal", y: "vertical" };
  const short = (number) => String(Number(number.toPrecision(4))).replace("-", "\u2212");

  // What has become of the ends of the axes, in words.
  function changesOf(before, now) {
    return Object.entries(now).flatMap(([axis, [low, high]]) => {
      const [from, to] = before[axis] ?? [low, high];
      const ends = [];
      if (low !== from) ends.push(`begins at ${short(low)}`);
      if (high !== to) ends.push(`ends at ${short(high)}`);
      return ends.length ? `The ${AXES[axis]} axis now ${ends.join(" and ")}.` : [];
    });
  }

  // `onHands` takes what a hand on the chart sets, and what it is for.
  function movingChart(still, name, rows, { spec, reads, signals, cloud, held, hands }, onHands) {
    const drawn = []; // the rows as Vega holds them
    let view = null;
    let latest = null; // what is to be seen: an answer, its settings, and rows to compare
    let pinned = [];
    let before = []; // the rows of the ghost
    let axes = {}; // as they were last told
    let fit = null; // the chart into its place

    const shownRows = (answer) => (cloud ? rows.listed(answer) : [...Array(rows.count).keys()]);

    // Writes an answer into the rows, and says which fields have changed.
    function write(answer, shown) {
      const changed = new Set();
      while (drawn.length < shown.length) drawn.push({});
      for (const field of reads) {
        for (let at = 0; at < shown.length; at++) {
          const value = rows.value(answer, field, shown[at]);
          if (drawn[at][field] === value) continue;
          drawn[at][field] = value;
          changed.add(field);
        }
      }
      return changed;
    }

    function setSignals(values) {
      for (const [control, signal] of Object.entries(signals)) view.signal(signal, values[control]);
    }

    const cloudPath = () => pathOf(cloud, latest.answer, rows.count, view.width(), view.height());

    function show(answer, values) {
      latest = { answer, values };
      if (!view) return;
      const before = drawn.length;
      const shown = shownRows(answer);
      const changes = window.vega.changeset();
      for (const field of write(answer, shown)) changes.modify(drawn[0], field, drawn[0][field]);
      if (drawn.length > before) changes.insert(drawn.slice(before));
      if (drawn.length > shown.length) changes.remove(drawn.splice(shown.length));
      view.change("current", changes.reflow());
      setSignals(values);
      if (cloud) view.signal("dots", cloudPath());
      view.run();
    }

    // A mark's label may be no longer than what stands around it; the table has the whole name.
    const short = (
      name,
    ) => (name?.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1).trim()}…` : name);
    const rowsOf = ({ name, answer }, pin) =>
      shownRows(answer).map((row) => ({
        ...Object.fromEntries(reads.map((field) => [field, rows.value(answer, field, row)])),
        pin,
        pin_name: short(name),
      }));

    // The ghost stands alone: among scenarios to compare with it would be one too many.
    const others = () => (pinned.length ? pinned : before);

    // Rows of scenarios to compare with, each with the number and the name of its scenario.
    function pin(scenarios) {
      pinned = scenarios.flatMap((each, index) => rowsOf(each, index + 1));
      if (!view) return;
      view.data("pinned", others()).run();
      fit();
    }

    function ghost({ answer }) {
      before = rowsOf({ name: "before", answer }, 0);
      if (view && !pinned.length) view.data("pinned", before).run();
    }

    // While a hand is on a control the axes stay, so that what moves is seen to move.
    function hold(on) {
      if (!view) return;
      for (const [scale, signal] of Object.entries(held)) {
        view.signal(signal, on ? view.scale(scale).domain().slice() : null);
      }
      if (!on) view.run();
    }

    // The row of the dot nearest to a place, as far as the chart reads it.
    function dotAt({ x, y }, near) {
      let [found, nearest] = [-1, near];
      for (let row = 0; row < rows.count; row++) {
        const [across, down] = [cloud.x, cloud.y].map(({ field, scale }) =>
          view.scale(scale)(rows.value(latest.answer, field, row))
        );
        const away = Math.hypot(across - x, down - y);
        if (away < nearest) [found, nearest] = [row, away];
      }
      if (found < 0) return null;
      return Object.fromEntries(reads.map((field) => [field, rows.value(latest.answer, field, found)]));
    }

    // What has changed about them since the last call.
    function told() {
      if (!view) return [];
      const now = Object.fromEntries(Object.keys(held).map((each) => [each, view.scale(each).domain()]));
      const changes = changesOf(axes, now);
      axes = now;
      return changes;
    }

    // Once Vega is there, with what has happened meanwhile.
    async function start() {
      write(latest.answer, shownRows(latest.answer));
      const given = { current: drawn, pinned: others() };
      const data = spec.data.map((each) => each.name in given ? { ...each, values: given[each.name] } : each);
      view = await embed(still, { ...spec, data }, name);
      fit = fitHeight(view, still.parentElement);
      if (cloud) view.addResizeListener(() => view.signal("dots", cloudPath()).runAsync());
      show(latest.answer, latest.values);
      if (hands.length) listenToHands(view, hands, { ...onHands, dotAt });
    }

    return {
      axes: told,
      ghost,
      hold,
      pin,
      show,
      start,
      describe: (text) => view && describe(view.container(), text),
      stop: () => view?.finalize(),
      svg: () => withoutGrips(view?.container().querySelector("svg").outerHTML ?? ""),
    };
  }

  window.coursebook.movingChart = movingChart;
})();
