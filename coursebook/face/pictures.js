/* Charts as pictures that can be read alone: with title, what was set, source and address, on white for
 * print and on a dark ground for slides.
 *
 * One drawing serves all: Vega's SVG in a frame of SVG, in which no color depends on the page.
 */
(function () {
  "use strict";

  const { withoutGrips } = window.coursebook;

  const MARGIN = 24;
  const SCALE = 2; // a PNG is to look sharp in a slide
  const GROUNDS = {
    light: { ground: "#ffffff", ink: "#1a1a1a", word: "on white" },
    dark: { ground: "#14181e", ink: "#f0f2f5", word: "for dark slides" },
  };
  const FONT = "system-ui, sans-serif";
  const SIZES = { title: 18, words: 14, small: 11 };

  const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  // Lines no wider than `width`; an address without a space is broken where it must be.
  function wrapped(text, width, size, bold) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
    const fits = (line) => pen.measureText(line).width <= width;
    const lines = [];
    let line = "";
    for (let word of text.split(/\s+/)) {
      if (line && !fits(`${line} ${word}`)) {
        lines.push(line);
        line = "";
      }
      line = line ? `${line} ${word}` : word;
      while (!fits(line)) {
        let end = line.length - 1;
        while (end > 1 && !fits(line.slice(0, end))) end--;
        lines.push(line.slice(0, end));
        line = word = line.slice(end);
      }
    }
    return line ? [...lines, line] : lines;
  }

  /* The picture as SVG. `drawn` is the chart's own, `texts` what stands above and below it. */
  function framed(drawn, { title, words, below }, { ground, ink }) {
    const [, wide, high] = drawn.match(/<svg[^>]*?width="([\d.]+)"[^>]*?height="([\d.]+)"/);
    const width = Number(wide);
    const parts = [];
    let y = MARGIN;
    const write = (text, size, bold = false) => {
      for (const line of text ? wrapped(text, width, size, bold) : []) {
        y += size * 1.35;
        const weight = bold ? ' font-weight="600"' : "";
        parts.push(`<text x="${MARGIN}" y="${y}" font-size="${size}"${weight}>${escaped(line)}</text>`);
      }
      if (text) y += size * 0.5;
    };
    write(title, SIZES.title, true);
    write(words, SIZES.words);
    y += 6;
    // Variables of the page are unknown outside of it; a ground that marks are filled with is the picture's.
    const chart = drawn.replace(/var\(--pst-color-background[^)]*\)/g, ground).replace(/currentColor/gi, ink)
      .replace("<svg ", `<svg x="${MARGIN}" y="${y}" `);
    parts.push(chart);
    y += Number(high) + 4;
    for (const text of below) write(text, SIZES.small);
    const [w, h] = [width + 2 * MARGIN, Math.ceil(y + MARGIN / 2)];
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" ` +
      `font-family="${FONT}" fill="${ink}"><rect width="100%" height="100%" fill="${ground}"/>` +
      `${parts.join("")}</svg>`;
  }

  async function asPng(svg) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * SCALE, image.height * SCALE];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  function save(blob, name) {
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  // What a frame on the page says around its chart.
  function textsOf(frame) {
    const text = (selector) => frame.querySelector(selector)?.textContent.trim().replace(/\s+/g, " ") ?? "";
    const { words = text(".explorer-headline, .chart-subtitle"), below = [] } = frame.inPicture?.() ?? {};
    const address = location.protocol === "file:" ? "" : location.href.split("#")[0];
    const own = frame.inPicture ? below : [address];
    return {
      title: text(".chart-title, .explorer-title"),
      words,
      below: [...own, sourcesOf(frame), document.title].filter(Boolean),
    };
  }

  // All of them, without the words of the button behind which most stand.
  function sourcesOf(frame) {
    const line = frame.querySelector(".chart-source")?.cloneNode(true);
    line?.querySelector("summary")?.replaceWith(";");
    return (line?.textContent ?? "").trim().replace(/\s+/g, " ").replaceAll(" ;", ";");
  }

  async function picture(drawn, frame, theme) {
    return framed(withoutGrips(await drawn(theme)), textsOf(frame), GROUNDS[theme]);
  }

  /* Buttons that save a figure: as SVG and PNG on white, and as PNG for dark slides. `drawn` gives its
   * SVG for a theme. */
  function savers(drawn, frame, name) {
    const made = (label, ending, theme, blobOf) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "chart-save", textContent: label });
      button.addEventListener("click", async () => {
        save(await blobOf(await picture(drawn, frame, theme)), `${name}${ending}`);
      });
      return button;
    };
    return [
      made("Save as SVG", ".svg", "light", (svg) => new Blob([svg], { type: "image/svg+xml" })),
      made("Save as PNG", ".png", "light", asPng),
      made("Save for dark slides", "-dark.png", "dark", asPng),
    ];
  }

  Object.assign(window.coursebook, { savers });
})();
