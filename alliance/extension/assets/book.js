// What the pages need of a script besides the theme's own.
(function () {
  "use strict";
  // A page that was opened from disk may not read another one for the excerpts that
  // the search shows; without them it lists the titles.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  // Who opens the page of the search wants to type.
  const field = document.querySelector(".bd-search-container form.bd-search input");
  if (field) {
    field.focus();
    field.select();
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
