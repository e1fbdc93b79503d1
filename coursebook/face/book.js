// What the pages need of a script besides the theme's own.
(function () {
  "use strict";
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);

  // Who opens the page of the search wants to type.
  const field = find(".bd-search-container form.bd-search input");
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

  // For readers who do not see what a button does. ------------------------------------------------

  const spoken = document.createElement("p");
  spoken.className = "unseen";
  spoken.setAttribute("role", "status");
  document.body.append(spoken);

  const COLORS = { light: "light", dark: "dark", auto: "as your system" };
  const colors = find(".theme-switch-button");
  const nameColors = () => colors.setAttribute("aria-label", `Colors: ${COLORS[root.dataset.mode]}`);

  if (colors) {
    nameColors();
    new MutationObserver(nameColors).observe(root, { attributeFilter: ["data-mode"] });
    colors.addEventListener("click", function () {
      setTimeout(() => (spoken.textContent = colors.getAttribute("aria-label")));
    });
  }

  // That code is copied, its button shows by a color, and by a text that only a style sheet knows.
  // Whoever pressed it with a key goes on from it, although its script has moved the focus meanwhile.
  function afterCopy(button) {
    if (button.classList.contains("success")) spoken.textContent = "Copied.";
    if (document.activeElement === document.body) button.focus();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest(".copybtn");
    if (button) setTimeout(() => afterCopy(button));
  });

  // Lists at the side: beside the page on a wide screen, in a dialog on a narrow one. -------------

  const WIDE = "(min-width: 992px)"; // as in page.css

  function startSidebar(name) {
    const button = find(`.${name}-toggle`);
    const sidebar = find(`#pst-${name}-sidebar`);
    const dialog = find(`#pst-${name}-sidebar-modal`);
    if (!button || !sidebar || !dialog) return;
    const tell = () => {
      const { display, visibility } = getComputedStyle(sidebar);
      const open = dialog.open || (display !== "none" && visibility === "visible");
      button.setAttribute("aria-expanded", String(open));
    };
    dialog.setAttribute("aria-label", button.getAttribute("aria-label"));
    const changes = new MutationObserver(tell);
    changes.observe(sidebar, { attributeFilter: ["class"] });
    changes.observe(dialog, { attributeFilter: ["open"] });
    sidebar.addEventListener("transitionend", tell);
    // Once it has led somewhere, it lets the reader read; and where it finds room beside the page
    // again, it is no dialog any more.
    const close = () => dialog.open && dialog.close();
    dialog.addEventListener("click", ({ target }) => target.closest("a[href]") && close());
    matchMedia(WIDE).addEventListener("change", close);
    new ResizeObserver(tell).observe(document.body); // the window may cross the width
  }

  startSidebar("primary");
  startSidebar("secondary");
  find("#pst-search-dialog")?.setAttribute("aria-label", "Search");

  // The theme takes the focus from these when they are pressed: a reader with a keyboard would have
  // to begin anew at the top of the page, and a dialog would have nowhere to lead back to.
  for (
    const button of document.querySelectorAll(
      ".theme-switch-button, .search-button, .primary-toggle, .secondary-toggle",
    )
  ) {
    button.blur = () => {};
  }
})();
