/* Scenarios of explorers: values from outside, and how they are told.
 *
 * Pure functions, no page. A declaration, written by Python, says what each control takes and how
 * each result is written; `read` and `format` are the twins of controls.py and formats.py.
 */
(function () {
  "use strict";

  // Values ----------------------------------------------------------------------------------

  class Refused extends Error {}

  // The value of a control from outside, or Refused. The twin of `read` in controls.py.
  function read(control, value) {
    const refused = () => {
      const shown = String(value).length > 40 ? `${String(value).slice(0, 37)}...` : String(value);
      return new Refused(`${control.label}: found '${shown}'; allowed: ${control.allowed}`);
    };
    if (control.kind === "choice") {
      if (!Object.hasOwn(control.options, value)) throw refused();
      return value;
    }
    if (control.kind === "switch") {
      if (value === true || value === "yes") return true;
      if (value === false || value === "no") return false;
      throw refused();
    }
    if (!/^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/.test(value)) throw refused();
    const number = Number(value);
    if (!(number >= control.minimum && number <= control.maximum)) throw refused();
    const steps = Math.floor((number - control.minimum) / control.step + 0.5);
    const onGrid = Number((control.minimum + steps * control.step).toFixed(control.decimals));
    return Math.min(control.maximum, onGrid);
  }

  const written = (control, value) =>
    control.kind === "number"
      ? value.toFixed(control.decimals)
      : control.kind === "switch"
      ? value ? "yes" : "no"
      : value;

  // The value of a control that a model's result stands for. The twin of `at` in controls.py.
  function fromResult(control, number) {
    if (control.kind === "choice") return read(control, Object.keys(control.options)[number]);
    return control.kind === "switch" ? number !== 0 : read(control, String(number));
  }

  // The twin of formats.py.
  function format(kind, value) {
    if (kind.kind === "label") return kind.texts[Number(value)];
    if (kind.kind === "month") {
      return value < 0 ? kind.never : `${kind.months[value % 12]} ${Math.floor(value / 12)}`;
    }
    if (kind.kind === "duration") {
      const counts = [[Math.floor(value / 12), "year"], [value % 12, "month"]].filter(([count]) => count);
      return counts.map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`).join(" ") ||
        kind.zero;
    }
    if (kind.kind === "year") return value < 0 ? kind.never : String(value);
    if (kind.said[value] !== undefined) return kind.said[value];
    // Not toLocaleString, which rounds 2.135 up although the number held is a little less.
    const [whole, ...decimals] = Math.abs(value).toFixed(kind.decimals).split(".");
    const size = [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
    const zero = !/[1-9]/.test(size);
    const sign = zero ? "" : value < 0 ? "\u2212" : kind.signed ? "+" : "";
    return `${sign}${kind.before}${size}${kind.after}`;
  }

  // A value as a reader reads it.
  function told(control, value) {
    if (control.kind === "choice") return control.options[value];
    return `${written(control, value)} ${control.unit ?? ""}`.trim();
  }

  window.coursebook.scenarios = { Refused, format, fromResult, read, told, written };
})();
