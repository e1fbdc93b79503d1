/* What this browser remembers for a reader: a convenience, never trusted. Where it may not, mode.js
 * answers in its place.
 */
(function () {
  "use strict";

  // What stands under a key; null if nothing does, or nothing of ours.
  function recall(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null; // forbidden here, or written by a hand
    }
  }

  // The texts of a list.
  function recallTexts(key) {
    const found = recall(key);
    return Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
  }

  // Whether this browser will remember it.
  function keep(key, value) {
    try {
      return localStorage.setItem(key, JSON.stringify(value)) !== false;
    } catch {
      return false; // full
    }
  }

  // Whether nothing stands there any more.
  function forget(key) {
    try {
      localStorage.removeItem(key);
      return true;
    } catch {
      return false; // forbidden here
    }
  }

  window.coursebook ??= {};
  window.coursebook.memory = { forget, keep, recall, recallTexts };
})();
