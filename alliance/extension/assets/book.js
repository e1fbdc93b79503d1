// What the pages need of a script besides the theme's own.
(function () {
  "use strict";
  // A page that was opened from disk, or stands in a frame of its own, may not read another one
  // for the excerpts that the search shows; without them it lists the titles.
  if (window.origin === "null") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  // Who opens the page of the search wants to type.
  const field = document.querySelector(".bd-search-container form.bd-search input");
  if (field) {
    field.focus();
    field.select();
  }

  // Such a frame may also bar forms, and the search is one.
  document.addEventListener("keydown", function (event) {
    const form = event.target.closest?.("form.bd-search");
    if (!form || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    location.assign(new URL(`?${asked}`, form.action));
  });

  // Other hosts refuse to be shown in a frame: what leads to them opens beside it.
  if (window.top !== window) {
    for (const link of document.querySelectorAll('a[href^="http"]')) {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
