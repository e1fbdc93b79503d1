/* A citation is read where it stands: what is cited opens beside the word that cites it, by pointer,
 * by key and by tap. The build has written it into the link; the list at the end of the page and the
 * list of sources hold it for readers without a script.
 */
(function () {
  "use strict";

  const GAP = 6; // pixels between the word and the note
  const cited = document.querySelectorAll("a[data-work]");
  if (!cited.length) return;

  let open = null;
  const { element, hide, leave, show, stay } = window.coursebook.makeNote("cited-work", () => {
    open?.removeAttribute("aria-describedby");
    open = null;
  });
  element.id = "cited-work";
  element.setAttribute("role", "tooltip");

  function read(link) {
    if (link === open) return stay();
    hide();
    open = link;
    show(link.dataset.work, link.getClientRects()[0], GAP);
    link.setAttribute("aria-describedby", element.id);
  }

  for (const link of cited) {
    link.addEventListener("pointerenter", ({ pointerType }) => pointerType !== "touch" && read(link));
    link.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && leave());
    link.addEventListener("focus", () => link.matches(":focus-visible") && read(link));
    link.addEventListener("blur", () => hide());
    // The first tap shows it, the second follows the link.
    link.addEventListener("click", (event) => {
      if (event.pointerType !== "touch" || link === open) return;
      event.preventDefault();
      read(link);
    });
  }
  document.addEventListener("pointerdown", ({ target }) => {
    if (open && !element.contains(target) && !open.contains(target)) hide();
  });
})();
