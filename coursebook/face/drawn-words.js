/* A figure of words as SVG: its letters as text, its cells and marks as shapes, as wide as on a desk.
 *
 * What stands on the page is measured while it has that width and the colors of the picture, before
 * the browser paints again; so nothing is seen of it.
 */
(function () {
  "use strict";

  const WIDTH = 900; // pixels
  const AROUND = "figcaption, .chart-subtitle, .chart-footer, .choices, .unseen, [hidden]";

  const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const clear = (color) => color === "transparent" || /, 0\)$|\/ 0\)$/.test(color);
  const pen = document.createElement("canvas").getContext("2d");

  function shape(box, style, css) {
    const fill = css ?? style.backgroundColor;
    const { left, top, width, height } = box;
    const corners = style.clipPath.match(/^polygon\((.*)\)$/)?.[1].split(",").map((corner) => {
      const [x, y] = corner.trim().split(/\s+/).map((each) => parseFloat(each) / 100);
      return `${left + x * width},${top + y * height}`;
    });
    if (corners) return `<polygon points="${corners.join(" ")}" fill="${fill}"/>`;
    const round = style.borderTopLeftRadius;
    const radius = round.endsWith("%") ? width * parseFloat(round) / 100 : parseFloat(round);
    return `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
  }

  const stroked = (x1, y1, x2, y2, width, color, dash = "") =>
    `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}" stroke-width="${width}"${dash}/>`;

  // A border all around is a rounded frame; single ones are lines.
  function borders({ left, right, top, bottom, width, height }, style) {
    const wide = (side) =>
      style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]);
    const [above, below, before, after] = ["Top", "Bottom", "Left", "Right"].map(wide);
    const color = style.borderTopColor;
    if (above && below && before && after) {
      const radius = style.borderTopLeftRadius.endsWith("%")
        ? width / 2
        : parseFloat(style.borderTopLeftRadius);
      const at = above / 2;
      return `<rect x="${left + at}" y="${top + at}" width="${width - above}" height="${height - above}" ` +
        `rx="${Math.max(0, radius - at)}" fill="none" stroke="${color}" stroke-width="${above}"/>`;
    }
    return (above ? stroked(left, top, right, top, above, color) : "") +
      (below ? stroked(left, bottom, right, bottom, below, style.borderBottomColor) : "");
  }

  function outline({ left, top, width, height }, { outlineColor, outlineStyle, outlineWidth }) {
    const wide = parseFloat(outlineWidth);
    if (outlineStyle === "none" || !wide || clear(outlineColor)) return "";
    return `<rect x="${left + wide / 2}" y="${top + wide / 2}" width="${width - wide}" ` +
      `height="${height - wide}" fill="none" stroke="${outlineColor}" stroke-width="${wide}"/>`;
  }

  // The line of a timeline, which is no element.
  function lineBefore({ left, top, bottom }, element) {
    const style = getComputedStyle(element, "::before");
    if (style.content === "none" || style.position !== "absolute") return "";
    const x = left + parseFloat(style.left);
    return stroked(x, top, x, bottom, parseFloat(style.borderLeftWidth), style.borderLeftColor);
  }

  // The words of a text, line by line, each with its box.
  function linesOf(node) {
    const range = document.createRange();
    const lines = [];
    for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const box = range.getClientRects()[0];
      if (!box?.width) continue;
      const last = lines.at(-1);
      if (last && Math.abs(last.top - box.top) < 2) {
        Object.assign(last, { text: `${last.text} ${word}`, right: box.right });
      } else lines.push({ text: word, left: box.left, right: box.right, top: box.top, bottom: box.bottom });
    }
    return lines;
  }

  const DASHES = { dotted: ' stroke-dasharray="2 3"', dashed: ' stroke-dasharray="5 3"' };

  function textOf(node) {
    const style = getComputedStyle(node.parentElement);
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: ascent } = pen.measureText("x");
    const marked = node.parentElement.closest("mark");
    const below = marked && getComputedStyle(marked);
    return linesOf(node).map(({ text, left, right, top, bottom }) => {
      const y = top + ascent;
      const length = right - left;
      const under = below
        ? stroked(left, y + 3, right, y + 3, 1.5, below.color, DASHES[below.textDecorationStyle] ?? "")
        : "";
      const back = below && !clear(below.backgroundColor)
        ? `<rect x="${left}" y="${top}" width="${length}" height="${
          bottom - top
        }" fill="${below.backgroundColor}"/>`
        : "";
      return `${back}<text x="${left}" y="${y}" font-size="${parseFloat(style.fontSize)}" ` +
        `font-weight="${style.fontWeight}" font-style="${style.fontStyle}" fill="${style.color}" ` +
        `textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>${under}`;
    }).join("");
  }

  function drawn(node) {
    if (node.nodeType === Node.TEXT_NODE) return textOf(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(AROUND)) return "";
    const style = getComputedStyle(node);
    if (style.display === "none" || style.clipPath.startsWith("inset")) return "";
    const box = node.getBoundingClientRect();
    const own = node.localName === "mark" ? "" : [
      clear(style.backgroundColor) ? "" : shape(box, style),
      borders(box, style),
      node.matches(".kind-mark") ? "" : outline(box, style),
      lineBefore(box, node),
    ].join("");
    return own + [...node.childNodes].map(drawn).join("");
  }

  /* The figure's words as SVG, in the colors of a theme. */
  function wordsAsSvg(figure, theme) {
    const page = document.documentElement;
    const before = page.dataset.theme;
    page.dataset.theme = theme;
    figure.classList.add("in-picture");
    figure.style.width = `${WIDTH}px`;
    try {
      const parts = [...figure.children].filter((each) => !each.matches(AROUND));
      const boxes = parts.map((each) => each.getBoundingClientRect());
      const [left, top] = [Math.min(...boxes.map((each) => each.left)), boxes[0].top];
      const [width, height] = [
        WIDTH - 2 * (left - figure.getBoundingClientRect().left),
        boxes.at(-1).bottom - top,
      ];
      const shapes = parts.map(drawn).join("");
      return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${
        Math.ceil(height)
      }">` +
        `<g transform="translate(${-left} ${-top})">${shapes}</g></svg>`;
    } finally {
      figure.style.width = "";
      figure.classList.remove("in-picture");
      page.dataset.theme = before;
    }
  }

  window.coursebook ??= {};
  window.coursebook.wordsAsSvg = wordsAsSvg;
})();
