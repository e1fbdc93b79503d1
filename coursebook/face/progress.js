/* What a reader has read, and which quizzes are done, marked in the list of chapters. It is kept in
 * this browser alone, and one button forgets it.
 */
(function () {
  "use strict";

  const list = document.querySelector("nav.bd-links");
  const store = document.querySelector("meta[name=storage-key]")?.content;
  if (!list || !store) return;

  const { keep, recallTexts } = window.coursebook.memory;
  const KEY = `${store}/read`;
  const quizzes = `${store}/quiz/`;
  const slug = (address) => address.replace(/[#?].*$/, "").split("/").pop().replace(/\.html$/, "");
  const here = slug(location.pathname);

  const kept = () => new Set(recallTexts(KEY));
  const hasQuiz = (name) => localStorage.getItem(quizzes + name) !== null;

  function mark() {
    const read = kept();
    let any = false;
    for (const link of document.querySelectorAll("nav.bd-links a.reference, dt > a.reference.internal")) {
      const name = link.getAttribute("href") === "#" ? here : slug(link.href);
      const says = [read.has(name) && "read", hasQuiz(name) && "quiz begun"].filter(Boolean).join(", ");
      link.querySelector(".progress-mark")?.remove();
      if (!says) continue;
      any = true;
      const sign = document.createElement("span");
      sign.className = "progress-mark";
      sign.title = says;
      const words = Object.assign(document.createElement("span"), {
        className: "unseen",
        textContent: ` (${says})`,
      });
      const check = Object.assign(document.createElement("span"), {
        textContent: read.has(name) ? "✓" : "…",
      });
      check.setAttribute("aria-hidden", "true");
      sign.append(check, words);
      link.append(sign);
    }
    forget.hidden = !any;
  }

  const forget = Object.assign(document.createElement("button"), {
    type: "button",
    className: "progress-forget",
    textContent: "Forget what I have read",
    hidden: true,
  });
  forget.addEventListener("click", () => {
    localStorage.removeItem(KEY);
    mark();
    list.querySelector("a")?.focus();
  });
  list.append(forget);

  // A page is read once its end has been in view.
  const end = document.querySelector("article.bd-article")?.lastElementChild;
  const ending = document.querySelector(".prev-next-area") ?? end;
  if (ending && window.IntersectionObserver && document.querySelector("article h1")) {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting) || scrollY === 0) return;
      watch.disconnect();
      const names = kept().add(here);
      keep(KEY, [...names]);
      mark();
    });
    watch.observe(ending);
  }

  addEventListener("storage", mark);
  mark();
})();
