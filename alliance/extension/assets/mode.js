// The color theme a page starts with: the reader's last choice, else the system's.
(function () {
  "use strict";
  var root = document.documentElement;
  var mode = "auto";
  try {
    mode = localStorage.getItem("mode") || "auto";
  } catch (error) {
    // Storage is blocked: the system decides.
  }
  var dark = mode === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : mode === "dark";
  root.dataset.mode = mode;
  root.dataset.theme = dark ? "dark" : "light";
  root.classList.add("js");
})();
