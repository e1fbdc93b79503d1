/* Tasks of an explorer, one at a time: a guess first, then what to do, then a model answer. Nothing is
 * graded. What is done is kept in this browser alone. And the explorer alone, large, for a projector.
 */
(function () {
  "use strict";

  const { element } = window.coursebook;
  const { keep, recallTexts } = window.coursebook.memory;
  const { format } = window.coursebook.scenarios;

  function tasksOf(root, explorer, { answer, say, set, single }) {
    const panel = root.querySelector(".explorer-task");
    const opener = root.querySelector('[data-guide="tasks"]');
    const key = `${explorer.storage}/${explorer.name}/tasks`;
    const done = new Set(recallTexts(key));
    let at = 0;
    let guessed = "";
    let explained = false;

    function finish(task) {
      if (done.has(task.name)) return;
      done.add(task.name);
      const kept = keep(key, [...done]);
      say(`Task ${at + 1} is done.${kept ? "" : " This browser does not store it."}`);
    }

    const button = (step, textContent) => {
      const made = element("button", { type: "button", textContent });
      made.dataset.step = step;
      return made;
    };
    const words = (className, textContent) => element("p", { className, textContent });

    // The number or the option that a reader guesses, before the explorer shows it.
    function asking({ ask, options, unit }) {
      const label = element("label", { textContent: `${ask} ` });
      const field = element(options.length ? "select" : "input", {});
      if (!options.length) field.inputMode = "decimal";
      field.append(...options.map((text) => element("option", { textContent: text })));
      label.append(field, ` ${unit}`);
      const line = element("p", { className: "task-guess" });
      line.append(label, " ", button("guess", "Guess"), " ", button("pass", "Pass"));
      return line;
    }

    function beside({ result, unit }) {
      const readout = explorer.readouts.find((each) => each.name === result);
      const found = readout ? ` Here: ${format(readout.format, single(answer(), result))}.` : "";
      return words(
        "task-guessed",
        `${guessed === "-" ? "" : `Your guess: ${`${guessed} ${unit}`.trim()}.`}${found}`,
      );
    }

    function show(focus) {
      const task = explorer.tasks[at];
      const waits = task.guess && !guessed;
      const parts = [words("task-text", `Task ${at + 1} of ${explorer.tasks.length}. ${task.text}`)];
      if (waits) parts.push(asking(task.guess));
      else if (task.guess) parts.push(beside(task.guess));
      const steps = element("p", { className: "task-steps" });
      if (task.met) parts.push(words("task-met", done.has(task.name) ? "Done: it is met." : "Not met yet."));
      if (explained) parts.push(words("task-answer", task.answer));
      else if (!waits) {
        const own = element("textarea", { rows: 2 });
        own.setAttribute("aria-label", "Your explanation; it stays on this page");
        steps.append(own, button("explain", "Compare with a model answer"), " ");
      }
      if (at > 0) steps.append(button("back", "Task before"), " ");
      if (at + 1 < explorer.tasks.length) steps.append(button("next", "Next task"));
      panel.replaceChildren(...parts, steps);
      if (focus) panel.querySelector(focus)?.focus();
    }

    function go(by) {
      at += by;
      guessed = "";
      explained = false;
      show("button, input, select");
    }

    function guess(task, passed) {
      const field = panel.querySelector(".task-guess :is(input, select)");
      const given = field.value.trim();
      const number = task.guess.options.length || /^[+-]?\d+([.,]\d+)?$/.test(given);
      if (!passed && !number) {
        say(`A guess is a number, such as 12.5; found '${given.slice(0, 20)}'. Or pass.`);
        field.focus();
        return;
      }
      guessed = passed ? "-" : given;
      if (Object.keys(task.sets).length) set(task.sets);
      show("textarea");
      requestAnimationFrame(() => show("textarea")); // with the answer to what was set
    }

    function onClick({ target }) {
      const step = target.closest("[data-step]")?.dataset.step;
      const task = explorer.tasks[at];
      if (step === "guess" || step === "pass") guess(task, step === "pass");
      else if (step === "next" || step === "back") go(step === "next" ? 1 : -1);
      else if (step === "explain") {
        explained = true;
        if (!task.met) finish(task);
        show("button");
      }
    }

    // The explorer itself says when a task is met.
    function answered() {
      const task = explorer.tasks[at];
      if (panel.hidden || !task.met || (task.guess && !guessed)) return;
      if (!single(answer(), task.met) || done.has(task.name)) return;
      finish(task);
      panel.querySelector(".task-met").textContent = "Done: it is met.";
    }

    function start() {
      startPresenting(root, say);
      if (!opener) return;
      opener.addEventListener("click", () => {
        panel.hidden = !panel.hidden;
        opener.setAttribute("aria-expanded", String(!panel.hidden));
        if (!panel.hidden) show();
      });
      panel.addEventListener("click", onClick);
    }

    return { answered: () => opener && answered(), start };
  }

  // Fills the window, and the screen where the browser lets it; Escape leads back.
  function startPresenting(root, say) {
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
