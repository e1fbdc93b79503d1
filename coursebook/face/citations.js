/* A citation is read where it stands: what is cited opens beside the word that cites it, by pointer,
 * by key and by tap. The build has written it into the link; the list at the end of the page and the
 * list of sources hold it for readers without a script.
 */
(function () {
  "use strict";

  const GRACE = 250; // milliseconds for the way from the word to the note
  const cited = document.querySelectorAll("a[data-work]");
  if (!cited.length) return;

  const note = Object.assign(document.createElement("div"), {
    id: "cited-work",
    className: "cited-work",
    hidden: true,
  });
  note.setAttribute("role", "tooltip");
  document.body.append(note);

  let open = null;
  let leaving = 0;

  function hide() {
    clearTimeout(leaving);
    open?.removeAttribute("aria-describedby");
    open = null;
    note.hidden = true;
  }

  function show(link) {
    clearTimeout(leaving);
    if (link === open) return;
    hide();
    open = link;
    note.textContent = link.dataset.work;
    note.hidden = false;
    link.setAttribute("aria-describedby", note.id);
    // Below the line of the word, or above it where there is no room.
    const [word] = link.getClientRects();
    const { width, height } = note.getBoundingClientRect();
    const left = Math.max(8, Math.min(word.left, document.documentElement.clientWidth - width - 8));
    const below = word.bottom + 6;
    const top = below + height > innerHeight ? word.top - height - 6 : below;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${top + scrollY}px`;
  }

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => note.matches(":hover") || hide(), GRACE);
  };

  for (const link of cited) {
    link.addEventListener("pointerenter", ({ pointerType }) => pointerType !== "touch" && show(link));
    link.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && leave());
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
    // The first tap shows it, the second follows the link.
    link.addEventListener("click", (event) => {
      if (event.pointerType !== "touch" || link === open) return;
      event.preventDefault();
      show(link);
    });
  }
  note.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  document.addEventListener("pointerdown", ({ target }) => {
    if (open && target !== open && !note.contains(target) && !open.contains(target)) hide();
  });
})();
