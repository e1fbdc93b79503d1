/* Tasks of an explorer, one at a time: a guess first, then what to do, then a model answer. Nothing is
 * graded. What is done is kept in this browser alone. And the explorer alone, large, for a projector.
 */
(function () {
  "use strict";

  const { element } = window.coursebook;
  const { keep, recallTexts } = window.coursebook.memory;
  const { meanings } = window.coursebook.numbers;
  const { format } = window.coursebook.scenarios;

  const PASSED = "-"; // in place of a guess

  function tasksOf(root, explorer, { answer, say, set, single }) {
    const panel = root.querySelector(".explorer-task");
    const opener = root.querySelector('[data-guide="tasks"]');
    const key = `${explorer.storage}/${explorer.name}/tasks`;
    const done = new Set(recallTexts(key));
    let at = 0;
    let guessed = "";
    let waiting = false; // for the answer to what the task has set
    let found = ""; // the result beside the guess
    let written = ""; // the reader's own explanation
    let explained = false;

    const task = () => explorer.tasks[at];

    function finish() {
      if (done.has(task().name)) return;
      done.add(task().name);
      const kept = keep(key, [...done]);
      say(`Task ${at + 1} is done.${kept ? "" : " This browser does not store it."}`);
      panel.querySelector(".task-text").textContent = title();
    }

    const title = () =>
      `Task ${at + 1} of ${explorer.tasks.length}${done.has(task().name) ? ", done" : ""}. ${task().text}`;
    const button = (step, textContent) => {
      const made = element("button", { type: "button", textContent });
      made.dataset.step = step;
      return made;
    };
    const words = (className, textContent) => element("p", { className, textContent });

    // The number, the option or the month that a reader guesses, before the explorer shows it.
    function asking({ ask, choices, unit }) {
      const line = element("p", { className: "task-guess" });
      const fields = choices.map((options, place) => {
        const field = element("select", {});
        const first = choices.length > 1 ? [] : [element("option", { value: "", textContent: "Choose" })];
        field.append(...first, ...options.map((text) => element("option", { textContent: text })));
        if (choices.length > 1) field.setAttribute("aria-label", `${ask} ${["Month", "Year"][place]}`);
        return field;
      });
      if (!choices.length) fields.push(element("input", { type: "text", inputMode: "decimal" }));
      const label = element(fields.length > 1 ? "span" : "label", { textContent: `${ask} ` });
      label.append(...fields.flatMap((field) => [field, " "]), unit);
      line.append(label, " ", button("guess", "Guess"), " ", button("pass", "Pass"));
      return line;
    }

    function beside({ unit }) {
      const own = guessed === PASSED ? "" : `Your guess: ${`${guessed} ${unit}`.trim()}. `;
      return words("task-guessed", `${own}${found}`.trim());
    }

    function steps(waits) {
      const line = element("p", { className: "task-steps" });
      if (!waits && !explained) {
        const own = element("textarea", { rows: 2, value: written });
        own.setAttribute("aria-label", "Your explanation; it stays on this page");
        line.append(own, button("explain", "Show a model answer"), " ");
      }
      if (at > 0) line.append(button("back", "Task before"), " ");
      if (at + 1 < explorer.tasks.length) line.append(button("next", "Next task"));
      return line;
    }

    function show(focus) {
      const { answer: model, guess, met } = task();
      const waits = guess && !guessed;
      const parts = [words("task-text", title())];
      if (waits) parts.push(asking(guess));
      else if (guess && (guessed !== PASSED || found)) parts.push(beside(guess));
      if (met && !waits) {
        parts.push(words("task-met", done.has(task().name) ? "Done: it is met." : "Not met yet."));
      }
      if (explained && written) parts.push(words("task-own", `You wrote: ${written}`));
      if (explained) parts.push(words("task-answer", `A model answer. ${model}`));
      for (const each of parts) each.tabIndex = -1; // to be read out where a step leads to them
      panel.replaceChildren(...parts, steps(waits));
      if (focus) panel.querySelector(focus)?.focus();
    }

    function go(by) {
      at += by;
      [guessed, found, written, explained, waiting] = ["", "", "", false, false];
      show(".task-text");
    }

    // What stands in the fields of a guess; null, with the reason said, if it cannot be read.
    function given() {
      const fields = [...panel.querySelectorAll(".task-guess :is(input, select)")];
      const text = fields.map((each) => each.value.trim()).join(" ");
      if (text && (task().guess.choices.length || meanings(text, task().guess.unit).length)) return text;
      if (task().guess.choices.length) refuse(fields[0], "Nothing is chosen. Choose one, or pass.");
      else if (!text) refuse(fields[0], "Nothing is written here. Write a number, or pass.");
      else refuse(fields[0], `'${text.slice(0, 20)}' is no number. Write one, such as 12.5, or pass.`);
      return null;
    }

    function refuse(field, textContent) {
      const id = `${root.id}-guess-error`;
      panel.querySelector(".control-error")?.remove();
      panel.querySelector(".task-guess").append(
        element("small", { id, textContent, className: "control-error" }),
      );
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
      say(textContent);
      field.focus();
    }

    function guess(text) {
      if (text === null) return;
      guessed = text;
      waiting = Boolean(task().guess.result);
      const { sets } = task();
      if (Object.keys(sets).length) set(sets);
      else reveal();
      show("textarea");
    }

    // Beside the guess stands what follows from the task's own settings, whatever is moved later.
    function reveal() {
      if (!waiting) return;
      waiting = false;
      const readout = explorer.readouts.find((each) => each.name === task().guess.result);
      found = `${readout.label}: ${format(readout.format, single(answer(), readout.name))}.`;
      panel.querySelector(".task-guessed")?.replaceWith(beside(task().guess));
    }

    function explain() {
      written = panel.querySelector("textarea").value.trim();
      explained = true;
      if (!task().met) finish();
      show(".task-answer");
    }

    function onClick({ target }) {
      const step = target.closest("[data-step]")?.dataset.step;
      if (step === "guess") guess(given());
      else if (step === "pass") guess(PASSED);
      else if (step === "next" || step === "back") go(step === "next" ? 1 : -1);
      else if (step === "explain") explain();
    }

    // The explorer itself says when a task is met.
    function answered() {
      if (panel.hidden || (task().guess && !guessed)) return;
      reveal();
      if (!task().met || !single(answer(), task().met) || done.has(task().name)) return;
      finish();
      panel.querySelector(".task-met").textContent = "Done: it is met.";
    }

    function open(on) {
      panel.hidden = !on;
      opener.setAttribute("aria-expanded", String(on));
      if (on) show(".task-text");
    }

    function start() {
      startPresenting(root, say, () => opener && panel.hidden && open(true));
      if (!opener) return;
      opener.addEventListener("click", () => open(panel.hidden));
      panel.addEventListener("click", onClick);
      panel.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || !event.target.matches(".task-guess input")) return;
        event.preventDefault();
        guess(given());
      });
    }

    return { answered: () => opener && answered(), start };
  }

  // Fills the window, and the screen where the browser lets it; Escape leads back.
  function startPresenting(root, say, opened) {
    const button = root.querySelector('[data-guide="present"]');
    if (!button) return;
    root.querySelector(".explorer-guide").hidden = false;
    function present(on) {
      root.classList.toggle("presenting", on);
      button.setAttribute("aria-pressed", String(on));
      // Where the screen is refused, or a script asks for it, the window is filled all the same.
      const asked = navigator.userActivation?.isActive ?? true;
      if (on && asked) root.requestFullscreen?.().catch(() => {});
      else if (!on && document.fullscreenElement) document.exitFullscreen();
      if (on) opened();
      say(on ? "Presenting. Escape leads back." : "");
      window.dispatchEvent(new Event("resize"));
    }
    const presents = () => root.classList.contains("presenting");
    button.addEventListener("click", () => present(!presents()));
    root.addEventListener("keydown", ({ key }) => key === "Escape" && presents() && present(false));
    document.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement && presents()) present(false);
    });
  }

  window.coursebook.tasksOf = tasksOf;
})();
