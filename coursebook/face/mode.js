// The color theme a page starts with: the reader's last choice, else the system's.
(function () {
  "use strict";
  const root = document.documentElement;

  // A storage for this visit, before the browser's own. `setItem` answers false where that one
  // did not take the value, so that a reader can be told.
  function forgetful(real) {
    const own = Object.create(null);
    return {
      getItem: function (key) {
        return key in own ? own[key] : real && real.getItem(key);
      },
      setItem: function (key, value) {
        delete own[key];
        try {
          return real.setItem(key, value);
        } catch {
          own[key] = String(value);
          return false;
        }
      },
      removeItem: function (key) {
        own[key] = null;
        if (real) real.removeItem(key);
      },
    };
  }

  // In a frame that a course sets apart, or where a reader has forbidden it, the very look at a
  // storage is an error, and in a full one every change: the theme's scripts would stop there.
  ["localStorage", "sessionStorage"].forEach(function (name) {
    let real = null;
    try {
      real = window[name];
      real.setItem("mode", real.getItem("mode") || "auto");
    } catch {
      Object.defineProperty(window, name, { value: forgetful(real) });
    }
  });

  const mode = localStorage.getItem("mode") || "auto";
  const dark = mode === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : mode === "dark";
  root.dataset.mode = mode;
  root.dataset.theme = dark ? "dark" : "light";
  root.classList.add("js");
})();
