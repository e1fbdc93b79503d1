/* Values that depend on all rows of a model, or on several: the twins of the functions in formula.py
 * that look beyond a row. Columns are arrays of finite numbers and are not changed.
 */
(function () {
  "use strict";

  // Each row's value as a number of its own, counted from the smallest value: sorting numbers is what
  // a browser does fastest, and to look one up takes few steps.
  function levels(column) {
    const sorted = Float64Array.from(column).sort();
    let count = 0;
    for (const value of sorted) if (count === 0 || value !== sorted[count - 1]) sorted[count++] = value;
    const level = new Uint32Array(column.length);
    for (let i = 0; i < column.length; i++) {
      let low = 0;
      for (let high = count - 1; low < high;) {
        const middle = (low + high) >>> 1;
        if (sorted[middle] < column[i]) low = middle + 1;
        else high = middle;
      }
      level[i] = low;
    }
    return { level, count };
  }

  function total(column) {
    let sum = 0;
    for (let i = 0; i < column.length; i++) sum += column[i];
    return sum;
  }

  function lowest(column) {
    let least = column[0];
    for (let i = 1; i < column.length; i++) if (column[i] < least) least = column[i];
    return least;
  }

  function highest(column) {
    let most = column[0];
    for (let i = 1; i < column.length; i++) if (column[i] > most) most = column[i];
    return most;
  }

  function running_total(column) {
    const sums = new Float64Array(column.length);
    let sum = 0;
    for (let i = 0; i < column.length; i++) sums[i] = sum += column[i];
    return sums;
  }

  // 1, 2, 2, 4: equal values share the better rank.
  function rank(column) {
    const { level, count } = levels(column);
    const better = new Uint32Array(count);
    for (const each of level) better[each]++;
    let above = 1;
    for (let each = count - 1; each >= 0; each--) {
      const here = better[each];
      better[each] = above;
      above += here;
    }
    return Float64Array.from(level, (each) => better[each]);
  }

  // 1, 2, 3, 4: equal values keep their order.
  function place(column) {
    const { level, count } = levels(column);
    const taken = new Uint32Array(count);
    return rank(column).map((best, row) => best + taken[level[row]]++);
  }

  // For each row, the largest value among the rows whose key is at least its own.
  function highest_from(column, key) {
    const { level, count } = levels(key);
    const most = new Float64Array(count).fill(-Infinity);
    for (let i = 0; i < column.length; i++) if (column[i] > most[level[i]]) most[level[i]] = column[i];
    for (let each = count - 2; each >= 0; each--) most[each] = Math.max(most[each], most[each + 1]);
    return Float64Array.from(level, (each) => most[each]);
  }

  (globalThis.coursebook ??= {}).rows = { highest, highest_from, lowest, place, rank, running_total, total };
})();
