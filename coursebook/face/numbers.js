/* Numbers as people type them, in quizzes and in the fields of explorers.
 *
 * Pure functions. A comma may stand before decimals or between thousands, and a keyboard for Korean or
 * Arabic writes digits of its own: what a text may mean is found here, what it does mean is for the
 * caller to decide.
 */
(function () {
  "use strict";

  const LONGEST = 20; // digits
  const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10]; // Arabic, Persian, Devanagari, full width

  // Digits, signs and separators as this book writes them: 0-9, a hyphen, a point, a comma, and
  // an apostrophe for whatever can only stand between thousands.
  const plainly = (text) =>
    text.trim()
      .replace(/\p{Nd}/gu, (digit) => {
        const code = digit.codePointAt(0);
        const zero = ZEROS.find((each) => code >= each && code < each + 10);
        return zero ? code - zero : digit;
      })
      .replace(/[\u2010-\u2015\u2212\ufe63\uff0d]/g, "-")
      .replace(/\uff0b/g, "+")
      .replace(/[\u066b\uff0e]/g, ".")
      .replace(/\uff0c/g, ",")
      .replace(/\uff05/g, "%")
      .replace(/[\s'\u2019_\u066c]/g, "'")
      .replace(/^([-+])'+/, "$1");

  // What a sequence of digits and separators may stand for: lists of numbers, the likelier list
  // first. Within a list nothing says which is meant.
  function readings(digits) {
    const made = (whole, decimals = "") => Number(`${whole.replace(/[',.]/g, "")}.${decimals || 0}`);
    let found = digits.match(/^(\d+)[.,]?$/) ?? digits.match(/^(\d{1,3}(?:'\d{3})+)(?:[.,](\d*))?$/);
    if (found) return [[made(found[1], found[2])]];
    found = digits.match(/^(\d{1,3}(?:,\d{3})+)\.(\d*)$/) ?? digits.match(/^(\d{1,3}(?:,\d{3}){2,})$/) ??
      digits.match(/^(\d{1,3}(?:\.\d{3})+),(\d*)$/) ?? digits.match(/^(\d{1,3}(?:\.\d{3}){2,})$/);
    if (found) return [[made(found[1], found[2])]];
    found = digits.match(/^(\d*)([.,])(\d+)$/);
    if (!found) return [];
    const [, whole, sign, decimals] = found;
    const number = made(whole || "0", decimals);
    if (!/^[1-9]\d{0,2}$/.test(whole) || decimals.length !== 3) return [[number]];
    const thousands = made(whole + decimals);
    return sign === "," ? [[thousands, number]] : [[number], [thousands]];
  }

  /* What a text may mean; an empty list if it is no number. `unit` may stand behind the digits. */
  function meanings(text, unit = "") {
    const [, sign, digits, rest] = plainly(text).match(/^([-+]?)([\d.,']*\d[.,]?|)(.*)$/s);
    const behind = rest.replaceAll("'", " ").trim().toLowerCase();
    if (behind && !unit.toLowerCase().startsWith(behind)) return [];
    if (digits.length > LONGEST) return [];
    return readings(digits).map((list) => list.map((number) => (sign === "-" ? -number || 0 : number)));
  }

  window.coursebook ??= {};
  window.coursebook.numbers = { meanings };
})();
