"""What the checks of whole pages ask in the page itself, as functions of JavaScript."""

TOO_WIDE = """() => ({
  page: document.documentElement.scrollWidth - innerWidth,
  parts: [...document.querySelectorAll("main *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
      && !each.closest(".table-scroll, pre, svg, dialog, .bd-sidebar"))
    .map((each) => `${each.tagName}.${each.className}: ${each.textContent.trim().slice(0, 60)}`)
    .slice(0, 5),
})"""

CHARTS = """() => [...document.querySelectorAll(".drawn svg, .chart-live svg")]
  .filter((svg) => svg.getClientRects().length)
  .map((svg) => {
    const frame = svg.closest("figure, section");
    const [box, around, edge] = [svg, svg.parentElement, frame].map((each) => each.getBoundingClientRect());
    // Where there is no line at the side, the margin of the page has room for the end of a word.
    const framed = parseFloat(getComputedStyle(frame).borderLeftWidth) > 0;
    const limit = framed ? edge : { left: 0, right: innerWidth };
    const scale = box.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
    return {
      chart: frame.id,
      wider: box.width - around.width,
      smallest: Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale)),
      cut: texts.filter((text) => {
        const { left, right } = text.getBoundingClientRect();
        return left < limit.left || right > limit.right;
      }).map((text) => text.textContent),
    };
  })"""

# Places that scroll sideways although no key leads there, or whose name is not told.
UNREACHED = """() => [...document.querySelectorAll("main *")]
  .filter((each) => ["auto", "scroll"].includes(getComputedStyle(each).overflowX))
  .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1)
  .flatMap((each) => {
    const reached = each.tabIndex >= 0 || each.querySelector("a[href], button, input, summary");
    const named = each.matches("pre") || each.ariaLabel || each.querySelector("caption");
    return [[reached, "no key leads to it"], [named, "it has no name"]]
      .filter(([well]) => !well)
      .map(([, what]) => `${what}: ${each.outerHTML.slice(0, 100)}`);
  })"""

# The least that readers may set without loss.
SPACED = """() => {
  const sheet = new CSSStyleSheet();  // what the policy of the pages allows
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

# Words that a box cuts off, that lie outside the window, or over other words. What scrolls, sticks
# to an edge, or is only heard, is left out.
CUT_OR_COVERED = """() => {
  const found = [];
  const open = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const short = (node) => node.textContent.trim().slice(0, 50);
  while (words.nextNode()) {
    const node = words.currentNode;
    const element = node.parentElement;
    if (!node.textContent.trim() || element.closest("svg, script, style, option, dialog:not([open])")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width && height);
    let apart = false;
    for (let around = element; around !== document.documentElement && !apart; around = around.parentElement) {
      const style = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      const scrolls = ["auto", "scroll"].some((way) => [style.overflowX, style.overflowY].includes(way));
      apart = scrolls || style.clipPath !== "none" || ["sticky", "fixed"].includes(style.position);
      if (apart || ![style.overflowX, style.overflowY].some((way) => ["hidden", "clip"].includes(way))) continue;
      if (boxes.some(({ left, right, top, bottom }) =>
        left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 1 || bottom > edge.bottom + 1)) {
        found.push(`cut off: ${short(node)}`);
      }
    }
    if (apart) continue;
    if (boxes.some(({ left, right }) => left < -1 || right > innerWidth + 1)) found.push(`outside: ${short(node)}`);
    open.push(...boxes.map((box) => [box, node]));
  }
  open.sort(([one], [other]) => one.top - other.top);
  open.forEach(([box, node], index) => {
    for (let next = index + 1; next < open.length && open[next][0].top <= box.bottom - 4; next += 1) {
      const [other, neighbor] = open[next];
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (node !== neighbor && wide > 3 && high > 0.35 * Math.min(box.height, other.height)) {
        found.push(`over one another: ${short(node)} | ${short(neighbor)}`);
      }
    }
  });
  return found;
}"""

# Colors as the page computes them: of texts and axes, of series, and of what lies behind.
# Grips are white with a dark edge in every theme, so that one of the two always stands out.
COLORS = """() => {
  const seen = (selector, property) => [...new Set(
    [...document.querySelectorAll(`.chart-live svg ${selector}`)]
      .filter((each) => !each.closest("[class*=grip_]"))
      .map((each) => getComputedStyle(each)[property])
      .filter((color) => color.startsWith("rgb(")))];
  return {
    ink: [...seen("text", "fill"), ...seen(".role-axis line", "stroke")],
    series: [
      ...seen(":is(.mark-line, .mark-symbol, .mark-rule, .mark-rect) :is(path, line)", "stroke"),
      ...seen(":is(.mark-symbol, .mark-rect, .mark-area) path", "fill"),
    ],
    page: getComputedStyle(document.body).color,
    behind: getComputedStyle(document.documentElement).getPropertyValue("--pst-color-background"),
  };
}"""

# Axe looks at each of a hundred rows, entries and marks; more than a few have nothing new to say,
# and what nobody sees says nothing: the drawn charts below live ones, tables that are not open. The
# entries of the engine's reference are made alike, too, each a list of its own.
THIN_OUT = """() => {
  const ENOUGH = 8;
  for (const several of document.querySelectorAll("tbody, ul, ol, dl, .chart-live svg g")) {
    const seen = {};
    for (const one of [...several.children]) {
      const kind = `${one.localName} ${one.getAttribute("class")} ${one.getAttribute("fill")}`;
      seen[kind] = (seen[kind] ?? 0) + 1;
      if (seen[kind] > ENOUGH) one.remove();
    }
  }
  const entries = {};
  for (const entry of document.querySelectorAll("dl.py:not(dl.py dl.py)")) {
    entries[entry.className] = (entries[entry.className] ?? 0) + 1;
    if (entries[entry.className] > ENOUGH) entry.remove();
  }
  for (const unseen of document.querySelectorAll(".drawn svg, details:not([open]) table")) {
    if (!unseen.checkVisibility()) unseen.remove();
  }
}"""

PRINTED_COLORS = """() => ["main p", ".chart-title", ".chart-live svg text", ".chart-source"].map((selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  const color = selector.includes("svg") ? style.fill : style.color;
  return color.match(/\\d+/g).slice(0, 3).map(Number);
})"""

# Words of one kind in one place have one color: of a thousand pieces of code a few will do, and none
# where an earlier page had as many. What stands among other elements loses its words alone. Answers
# how many of each kind are left.
FEWER_ALIKE = """(judged) => {
  const ENOUGH = 3;
  const seen = {};
  const kind = (one) => `${one?.localName} ${one?.getAttribute("class")} ${one?.getAttribute("fill")}`;
  const words = (one) => [...one.childNodes].filter((each) => each.nodeType === Node.TEXT_NODE && each.data.trim());
  const told = [...document.querySelectorAll("body *")].filter((each) => !each.childElementCount || words(each).length);
  const places = told.map((one) => [one, one.parentElement, one.parentElement.parentElement].map(kind).join());
  for (const [index, one] of told.entries()) {
    const place = places[index];
    seen[place] = (seen[place] ?? 0) + 1;
    if (seen[place] + (judged[place] ?? 0) <= ENOUGH) continue;
    if (one.childElementCount) words(one).forEach((each) => each.remove());
    else one.remove();
  }
  for (const [place, count] of Object.entries(seen)) seen[place] = count + (judged[place] ?? 0);
  return seen;
}"""

# A place on each mark at which the mark itself lies on top: fonts and labels decide elsewhere what a
# pointer meets.
PLACES = """(chart) => [...chart.querySelectorAll(".chart-live .role-mark path")].flatMap((mark) => {
  const onTop = ([x, y]) => document.elementFromPoint(x, y) === mark;
  const length = mark.getTotalLength();
  const along = [0.5, 0.3, 0.7, 0.1, 0.9].map((part) => {
    const { x, y } = mark.getPointAtLength(part * length).matrixTransform(mark.getScreenCTM());
    return [x, y];
  });
  const box = mark.getBoundingClientRect();
  const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const place = (mark.closest(".mark-line") ? along : [middle, ...along]).find(onTop);
  return place ? [place] : [];
})"""
