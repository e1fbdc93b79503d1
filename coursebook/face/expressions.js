// deno-lint-ignore-file eqeqeq no-unused-vars -- expressions compare as Vega does, and all take the same arguments
/* How a chart computes its expressions: each becomes nested functions once, which are then
 * called for every row. Pages run under a policy that bars compiled code, and Vega's own answer to
 * that walks each expression anew for each row, several times slower.
 *
 * Vega parses the expressions; this is the counterpart of its `expressionInterpreter`. Functions
 * of the chart itself (`scale`, `data`, `format`) are Vega's; those of numbers, texts and dates,
 * which Vega's code generator writes out, stand here.
 */
(function () {
  "use strict";

  const CONSTANTS = { NaN: NaN, E: Math.E, LN2: Math.LN2, LN10: Math.LN10, PI: Math.PI, SQRT2: Math.SQRT2 };

  const BINARY = {
    "*": (a, b) => a * b,
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "/": (a, b) => a / b,
    "%": (a, b) => a % b,
    "|": (a, b) => a | b,
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
    "==": (a, b) => a == b,
    "!=": (a, b) => a != b,
    "===": (a, b) => a === b,
    "!==": (a, b) => a !== b,
  };
  const UNARY = { "+": (a) => +a, "-": (a) => -a, "!": (a) => !a };

  const MATH = "abs acos asin atan atan2 ceil cos exp floor log max min pow round sin sqrt tan";
  const FUNCTIONS = {
    ...Object.fromEntries(MATH.split(" ").map((name) => [name, Math[name]])),
    isNaN: Number.isNaN,
    isFinite: Number.isFinite,
    clamp: (value, low, high) => Math.max(low, Math.min(high, value)),
    now: Date.now,
    datetime: (year, month = 0, ...rest) =>
      typeof year === "string" ? new Date(year) : new Date(year, month, ...rest),
    utc: (year, month = 0, ...rest) => Date.UTC(year, month, ...rest),
    utcdate: (moment) => new Date(moment).getUTCDate(),
    utcmonth: (moment) => new Date(moment).getUTCMonth(),
    utcyear: (moment) => new Date(moment).getUTCFullYear(),
    date: (moment) => new Date(moment).getDate(),
    month: (moment) => new Date(moment).getMonth(),
    year: (moment) => new Date(moment).getFullYear(),
    time: (moment) => new Date(moment).getTime(),
    length: (list) => list.length,
    join: (list, between) => list.join(between),
    indexof: (list, value) => list.indexOf(value),
    slice: (list, ...range) => list.slice(...range),
    split: (text, at) => String(text).split(at),
    regexp: (pattern, flags) => new RegExp(pattern, flags),
    replace: (text, found, by) => String(text).replace(found, by),
    substring: (text, ...range) => String(text).substring(...range),
    upper: (text) => String(text).toUpperCase(),
    lower: (text) => String(text).toLowerCase(),
    trim: (text) => String(text).trim(),
    parseFloat,
    parseInt,
  };

  // Every function built below takes what an expression may read: its row, Vega's parameters
  // (signals, data), the mark being drawn, and the event.
  const KINDS = {
    Literal: ({ value }) => () => value,

    Identifier({ name }) {
      if (name === "datum") return (row) => row;
      if (name === "item") return (row, given, item) => item;
      if (name === "event") return (row, given, item, event) => event;
      if (Object.hasOwn(CONSTANTS, name)) return () => CONSTANTS[name];
      const key = `$${name}`;
      return (row, given) => given[key];
    },

    MemberExpression({ object, property, computed }, functions) {
      const whole = build(object, functions);
      if (computed) {
        const part = build(property, functions);
        return (r, g, i, e) => whole(r, g, i, e)[part(r, g, i, e)];
      }
      const name = property.name;
      if (object.type === "Identifier" && object.name === "datum") return (row) => row[name];
      return (r, g, i, e) => whole(r, g, i, e)[name];
    },

    CallExpression({ callee, arguments: given }, functions) {
      const name = callee.name.replace(/^_/, "");
      const parts = given.map((each) => build(each, functions));
      if (name === "if") return choice(parts);
      const own = functions[name];
      const plain = FUNCTIONS[name];
      const [a, b] = parts;
      if (own) return (...of) => own.apply(functions, parts.map((part) => part(...of)));
      if (plain && parts.length === 1) return (r, g, i, e) => plain(a(r, g, i, e));
      if (plain && parts.length === 2) {
        return (r, g, i, e) => plain(a(r, g, i, e), b(r, g, i, e));
      }
      if (plain) return (...of) => plain(...parts.map((part) => part(...of)));
      if (EVENT.includes(name)) return (...of) => of[3].vega[name](...parts.map((part) => part(...of)));
      throw new Error(`an expression calls ${name}, which expressions.js does not know`);
    },

    ArrayExpression({ elements }, functions) {
      const parts = elements.map((each) => build(each, functions));
      return (...of) => parts.map((part) => part(...of));
    },

    ObjectExpression({ properties }, functions) {
      const parts = properties.map(({ key, value }) => [key.name ?? key.value, build(value, functions)]);
      return (...of) => Object.fromEntries(parts.map(([key, part]) => [key, part(...of)]));
    },

    BinaryExpression({ operator, left, right }, functions) {
      const [a, b] = [build(left, functions), build(right, functions)];
      const both = BINARY[operator];
      if (!both) throw new Error(`an expression has ${operator}, which expressions.js does not know`);
      return (r, g, i, e) => both(a(r, g, i, e), b(r, g, i, e));
    },

    UnaryExpression({ operator, argument }, functions) {
      const part = build(argument, functions);
      const one = UNARY[operator];
      return (r, g, i, e) => one(part(r, g, i, e));
    },

    ConditionalExpression: ({ test, consequent, alternate }, functions) =>
      choice([test, consequent, alternate].map((each) => build(each, functions))),

    LogicalExpression({ operator, left, right }, functions) {
      const [a, b] = [build(left, functions), build(right, functions)];
      return operator === "&&"
        ? (r, g, i, e) => a(r, g, i, e) && b(r, g, i, e)
        : (r, g, i, e) => a(r, g, i, e) || b(r, g, i, e);
    },
  };
  const EVENT = ["view", "item", "group", "xy", "x", "y"];

  const choice = ([test, yes, no]) => (r, g, i, e) => (test(r, g, i, e) ? yes(r, g, i, e) : no(r, g, i, e));

  function build(node, functions) {
    const kind = KINDS[node.type];
    if (!kind) throw new Error(`an expression has a ${node.type}, which expressions.js does not know`);
    return kind(node, functions);
  }

  // Vega's marks hold a corner and a size; an encoding may give two ends or a center instead.
  function settle(item, channels, swaps) {
    for (const [start, end, center, size] of [["x", "x2", "xc", "width"], ["y", "y2", "yc", "height"]]) {
      if (channels[end]) {
        if (channels[start]) {
          if (swaps && item[start] > item[end]) [item[start], item[end]] = [item[end], item[start]];
          item[size] = item[end] - item[start];
        } else item[start] = item[end] - (item[size] || 0);
      }
      if (channels[center]) item[start] = item[center] - (item[size] || 0) / 2;
    }
  }

  window.coursebook ??= {};
  window.coursebook.expressions = {
    operator({ functions }, { ast }) {
      const value = build(ast, functions);
      return (given) => value(undefined, given);
    },
    parameter({ functions }, { ast }) {
      const value = build(ast, functions);
      return (row, given) => value(row, given);
    },
    event({ functions }, { ast }) {
      const value = build(ast, functions);
      return (event) => value(undefined, undefined, undefined, event);
    },
    handler({ functions }, { ast }) {
      const value = build(ast, functions);
      return (given, event) => value(event.item && event.item.datum, given, undefined, event);
    },
    encode({ functions }, { marktype, channels }) {
      const values = Object.entries(channels).map(([name, { ast }]) => [name, build(ast, functions)]);
      const swaps = ["group", "image", "rect"].includes(marktype);
      return (item, given) => {
        let changed = 0;
        for (const [name, part] of values) {
          const value = part(item.datum, given, item);
          if (item[name] === value) continue;
          item[name] = value;
          changed = 1;
        }
        if (marktype !== "rule") settle(item, channels, swaps);
        return changed;
      };
    },
  };
})();
