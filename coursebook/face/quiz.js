/* A quiz: reads answers, has them judged, says what is to be said, and keeps them.
 *
 * All words stand in the markup already, written there by `coursebook.quizzes.page`; without this
 * script each answer is behind a disclosure. In a page this script starts every quiz; in a notebook
 * `quizzes/widget.js` starts the one of its cell.
 */
(function () {
  "use strict";

  const MARKS = { true: ["\u2713", "Right: "], false: ["\u2717", "Not right: "] };

  const { NoAnswer, allows, judge } = window.coursebook.answers;
  const { forget, keep } = window.coursebook.memory;
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // Controls: how each kind of answer is read, put back, and taken away. -------------------------

  const inputs = (form) => all(form, ".quiz-options input");
  const field = (form) => form.querySelector(".quiz-field input");

  const options = {
    empty: () => [],
    read: (form) => inputs(form).flatMap((input, index) => (input.checked ? [index] : [])),
    write: (form, chosen) => inputs(form).forEach((input, index) => (input.checked = chosen.includes(index))),
  };

  // At either end of the list one button leads nowhere.
  function endMoves(list) {
    const entries = all(list, "[data-entry]");
    entries.forEach((entry, index) => {
      entry.querySelector('[data-move="-1"]').disabled = index === 0;
      entry.querySelector('[data-move="1"]').disabled = index === entries.length - 1;
    });
  }

  const CONTROLS = {
    single: options,
    several: options,
    numeric: {
      empty: () => "",
      read: (form) => field(form).value,
      write: (form, text) => (field(form).value = text),
    },
    order: {
      empty: (form) => form.quizStart,
      read: (form) => all(form, "[data-entry]").map((entry) => Number(entry.dataset.entry)),
      write(form, places) {
        const list = form.querySelector(".quiz-order");
        list.append(...places.map((place) => list.querySelector(`[data-entry="${place}"]`)));
        endMoves(list);
      },
    },
    match: {
      empty: (form) => all(form, ".quiz-kinds").map(() => null),
      read: (form) => all(form, ".quiz-kinds").map((group) => group.querySelector(":checked")?.value ?? null),
      write(form, kinds) {
        all(form, ".quiz-kinds").forEach((group, index) => {
          for (const input of group.querySelectorAll("input")) input.checked = input.value === kinds[index];
        });
      },
    },
  };

  // Memory: what this browser keeps of a quiz, by item; never trusted. ---------------------------

  const place = (quiz) => `${quiz.dataset.storage}/quiz/${quiz.dataset.quiz}`;

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // forbidden here
    }
  }

  function parsed(text) {
    try {
      return new Map(Object.entries(JSON.parse(text) ?? {}));
    } catch {
      return new Map(); // not ours
    }
  }

  // Read anew each time: another tab may have answered meanwhile.
  function remember(quiz, change) {
    const key = place(quiz);
    const oldValue = stored(key);
    const answers = parsed(oldValue);
    change(answers);
    for (const item of answers.keys()) {
      if (!quiz.querySelector(`[data-item="${CSS.escape(item)}"]`)) answers.delete(item);
    }
    if (store(key, answers)) {
      // A browser tells its other tabs; this tells other views in the same window, in a notebook.
      dispatchEvent(new StorageEvent("storage", { key, oldValue, newValue: stored(key) }));
      return;
    }
    quiz.querySelector("[data-kept]").textContent =
      "This browser does not store your answers: they are gone when the page is closed.";
  }

  // Whether this browser keeps them.
  const store = (key, answers) => answers.size ? keep(key, Object.fromEntries(answers)) : forget(key);

  // What is said --------------------------------------------------------------------------------

  function sign(right) {
    const made = element("span", { className: "quiz-mark", textContent: `${MARKS[right][0]} ` });
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  const copied = (element) => element.cloneNode(true).childNodes;

  // `texts` are those of the answer key, each beside the name of the part that it is about.
  function line({ right, text, named, part }, texts) {
    const entry = element("li", {});
    if (named || part) {
      const name = element("span", { className: "quiz-part" });
      name.append(sign(right), element("span", { className: "quiz-unseen", textContent: MARKS[right][1] }));
      name.append(...(part ? [part] : copied(texts[text].parentElement.querySelector("[data-part]"))));
      entry.append(name, " ");
    }
    entry.append(...copied(texts[text]));
    return entry;
  }

  function say(form, verdict) {
    const summary = element("p", { className: "quiz-verdict" });
    summary.append(sign(verdict.right), verdict.summary);
    const texts = all(form, ".quiz-answer [data-text]");
    const list = element("ul", {});
    list.append(...verdict.lines.map((each) => line(each, texts)));
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

  const controls = (form) => CONTROLS[form.dataset.kind];
  const judged = (form, answer) => judge(form.dataset.kind, JSON.parse(form.dataset.rule), answer);
  const allowed = (form, answer) => allows(form.dataset.kind, JSON.parse(form.dataset.rule), answer);
  const first = (form) => form.querySelector("fieldset :is(input, button):not(:disabled)");

  function empty(form) {
    controls(form).write(form, controls(form).empty(form));
    field(form)?.removeAttribute("aria-invalid");
    unsay(form);
  }

  // What is restored is shown and not announced: live is what follows an action.
  function restore(form, answers) {
    form.querySelector(".quiz-feedback").setAttribute("aria-live", "off");
    const kept = answers.get(form.dataset.item);
    if (kept?.version !== form.dataset.key || !allowed(form, kept.answer)) return;
    controls(form).write(form, kept.answer);
    try {
      say(form, judged(form, kept.answer));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      empty(form);
    }
  }

  /* Bring a quiz to life; `signal` ends what it follows beyond its own markup. */
  function startQuiz(quiz, signal) {
    const forms = all(quiz, ".quiz-item");
    const progress = quiz.querySelector("[data-progress]");
    const said = quiz.querySelector(".quiz-said");
    let telling = false;

    function count() {
      const right = forms.filter((form) => form.dataset.verdict === "right").length;
      progress.textContent = `${right} of ${forms.length} answered rightly`;
    }

    function keep(change) {
      telling = true;
      remember(quiz, change);
      telling = false;
    }

    function check(form) {
      said.textContent = "";
      const answer = controls(form).read(form);
      field(form)?.removeAttribute("aria-invalid");
      try {
        say(form, judged(form, answer));
        const { item, key: version } = form.dataset;
        keep((answers) => answers.set(item, { version, answer }));
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        unsay(form, error.message);
        field(form)?.setAttribute("aria-invalid", "true");
        first(form).focus();
      }
      count();
    }

    function clear(form) {
      empty(form);
      keep((answers) => answers.delete(form.dataset.item));
      count();
    }

    // Another view or tab was answered in: what changed there changes here, and nothing else.
    function follow({ key, oldValue, newValue }) {
      if (telling || key !== place(quiz)) return;
      const [before, after] = [parsed(oldValue), parsed(newValue)];
      for (const form of forms) {
        const [was, is] = [before, after].map((answers) => JSON.stringify(answers.get(form.dataset.item)));
        if (was === is) continue;
        empty(form);
        restore(form, after);
      }
      count();
    }

    function startItem(form, answers) {
      for (const part of all(form, "input, .quiz-moves, .quiz-kinds, .quiz-actions")) part.hidden = false;
      if (form.dataset.kind === "order") {
        form.quizStart = controls(form).read(form);
        endMoves(form.querySelector(".quiz-order"));
      }
      unsay(form);
      restore(form, answers);
      form.addEventListener("focusin", () => {
        form.querySelector(".quiz-feedback").removeAttribute("aria-live");
      });
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

    const answers = parsed(stored(place(quiz)));
    for (const form of forms) startItem(form, answers);
    count();
    quiz.querySelector("[data-action=restart]").addEventListener("click", () => {
      forms.forEach(clear);
      said.textContent = "All answers are cleared.";
      first(forms[0]).focus();
    });
    addEventListener("storage", follow, { signal });
    quiz.querySelector(".quiz-still").hidden = true;
    quiz.querySelector(".quiz-progress").hidden = false;
    quiz.dataset.ready = "true";
  }

  window.coursebook.startQuiz = startQuiz;
  // A page's own script; the module of a notebook starts what it has put there.
  if (document.currentScript) all(document, ".quiz").forEach((quiz) => startQuiz(quiz));
})();
