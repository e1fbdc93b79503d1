/* Quizzes of a page: what is said to an answer, and what this browser keeps of it.
 *
 * All words stand in the page already, written there by `alliance.quizzes.page`; without this
 * script each answer is behind a disclosure. How answers are judged stands in answers.js.
 */
(function () {
  "use strict";

  const MARKS = { true: ["\u2713", "Right: "], false: ["\u2717", "Not right: "] };

  const { KINDS, NoAnswer, all, endMoves } = window.coursebook.answers;
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // Memory: what this browser keeps of a quiz, by item; never trusted. ---------------------------

  const place = (quiz) => `${quiz.dataset.storage}/quiz/${quiz.dataset.quiz}`;

  function remembered(quiz) {
    try {
      const found = JSON.parse(localStorage.getItem(place(quiz)));
      return new Map(Object.entries(found ?? {}));
    } catch {
      return new Map(); // forbidden here, or not ours
    }
  }

  // Read anew each time: another tab may have answered meanwhile.
  function remember(quiz, change) {
    const answers = remembered(quiz);
    change(answers);
    for (const item of answers.keys()) {
      if (!quiz.querySelector(`[data-item="${CSS.escape(item)}"]`)) answers.delete(item);
    }
    if (store(place(quiz), answers)) return;
    quiz.querySelector("[data-kept]").textContent =
      "This browser does not store your answers: they are gone when the page is closed.";
  }

  // Whether this browser keeps them. Where it may not, mode.js answers in its place.
  function store(key, answers) {
    try {
      if (answers.size) {
        return localStorage.setItem(key, JSON.stringify(Object.fromEntries(answers))) !== false;
      }
      localStorage.removeItem(key);
      return true;
    } catch {
      return false; // full
    }
  }

  // What is said --------------------------------------------------------------------------------

  function sign(right) {
    const made = element("span", { className: "quiz-mark", textContent: `${MARKS[right][0]} ` });
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  function line({ right, part, text }) {
    const entry = element("li", {});
    if (part) {
      const name = element("span", { className: "quiz-part" });
      name.append(sign(right), element("span", { className: "quiz-unseen", textContent: MARKS[right][1] }));
      name.append(...(typeof part === "string" ? [part] : part.cloneNode(true).childNodes));
      entry.append(name, " ");
    }
    entry.append(...text.cloneNode(true).childNodes);
    return entry;
  }

  function say(form, verdict) {
    const summary = element("p", { className: "quiz-verdict" });
    const words = verdict.right ? "Answered rightly." : `Not right yet. ${verdict.count ?? ""}`.trim();
    summary.append(sign(verdict.right), words);
    const list = element("ul", {});
    list.append(...verdict.lines.map(line));
    form.querySelector(".quiz-feedback").replaceChildren(summary, list);
    form.dataset.verdict = verdict.right ? "right" : "wrong";
    form.querySelector("[data-action=again]").hidden = false;
    form.querySelector(".quiz-answer").hidden = false;
  }

  function unsay(form, message = "") {
    const words = message ? [element("p", { textContent: message })] : [];
    form.querySelector(".quiz-feedback").replaceChildren(...words);
    delete form.dataset.verdict;
    form.querySelector("[data-action=again]").hidden = true;
    const answer = form.querySelector(".quiz-answer");
    answer.hidden = true;
    answer.open = false;
  }

  function move(form, button) {
    const list = form.querySelector(".quiz-order");
    const entry = button.closest("li");
    if (button.dataset.move === "1") entry.nextElementSibling.after(entry);
    else entry.previousElementSibling.before(entry);
    endMoves(list);
    (button.disabled ? all(entry, "[data-move]").find((each) => !each.disabled) : button).focus();
    const now = all(list, "[data-entry]").indexOf(entry) + 1;
    unsay(
      form,
      `${entry.querySelector(".quiz-text").textContent} is now number ${now} of ${list.children.length}.`,
    );
  }

  // A quiz ------------------------------------------------------------------------------------

  function startQuiz(quiz) {
    const forms = all(quiz, ".quiz-item");
    const progress = quiz.querySelector("[data-progress]");
    const said = quiz.querySelector(".quiz-said");

    const kind = (form) => KINDS[form.dataset.kind];
    const first = (form) => form.querySelector("fieldset :is(input, button):not(:disabled)");

    function count() {
      const right = forms.filter((form) => form.dataset.verdict === "right").length;
      progress.textContent = `${right} of ${forms.length} answered rightly`;
    }

    function check(form) {
      said.textContent = "";
      const answer = kind(form).read(form);
      const field = form.querySelector(".quiz-field input");
      field?.removeAttribute("aria-invalid");
      try {
        say(form, kind(form).judge(form, answer));
        const { item, key: version } = form.dataset;
        remember(quiz, (answers) => answers.set(item, { version, answer }));
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        unsay(form, error.message);
        field?.setAttribute("aria-invalid", "true");
        first(form).focus();
      }
      count();
    }

    function clear(form) {
      kind(form).write(form, kind(form).empty(form));
      form.querySelector(".quiz-field input")?.removeAttribute("aria-invalid");
      unsay(form);
      remember(quiz, (answers) => answers.delete(form.dataset.item));
      count();
    }

    function restore(form, answers) {
      const kept = answers.get(form.dataset.item);
      if (kept?.version !== form.dataset.key || !kind(form).allows(form, kept.answer)) return;
      kind(form).write(form, kept.answer);
      try {
        say(form, kind(form).judge(form, kept.answer));
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        kind(form).write(form, kind(form).empty(form));
      }
    }

    function startItem(form, answers) {
      for (const part of all(form, "input, .quiz-moves, .quiz-kinds, .quiz-actions")) part.hidden = false;
      if (form.dataset.kind === "order") {
        form.quizStart = KINDS.order.read(form);
        endMoves(form.querySelector(".quiz-order"));
      }
      unsay(form);
      // What is restored is shown and not announced: live is what follows an action.
      const feedback = form.querySelector(".quiz-feedback");
      feedback.setAttribute("aria-live", "off");
      restore(form, answers);
      form.addEventListener("focusin", () => feedback.removeAttribute("aria-live"), { once: true });
      form.addEventListener("submit", (event) => event.preventDefault());
      // What was said of another answer is not true of this one.
      form.addEventListener("input", () => {
        unsay(form);
        count();
      });
      form.addEventListener("click", (event) => {
        const button = event.target.closest("[data-move], [data-action=again], [type=submit]");
        if (button?.type === "submit") {
          event.preventDefault(); // a frame may bar forms; Enter in a field comes as a click too
          check(form);
        } else if (button?.dataset.move) {
          move(form, button);
          count();
        } else if (button) {
          clear(form);
          first(form).focus();
        }
      });
    }

    const answers = remembered(quiz);
    for (const form of forms) startItem(form, answers);
    count();
    quiz.querySelector("[data-action=restart]").addEventListener("click", () => {
      forms.forEach(clear);
      said.textContent = "All answers are cleared.";
      first(forms[0]).focus();
    });
    quiz.querySelector(".quiz-still").hidden = true;
    quiz.querySelector(".quiz-progress").hidden = false;
    quiz.dataset.ready = "true";
  }

  document.querySelectorAll(".quiz").forEach(startQuiz);
})();
