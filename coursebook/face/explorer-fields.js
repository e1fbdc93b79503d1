/* The fields of an explorer: what a reader sets, and what is wrong with it. */
(function () {
  "use strict";

  const { element } = window.coursebook;
  const { Refused, read, written } = window.coursebook.scenarios;
  const { meanings } = window.coursebook.numbers;
  const { guardSliders } = window.coursebook;

  const FAR = 10; // steps that a page key moves a number
  const MOVES = { ArrowUp: 1, ArrowDown: -1, PageUp: FAR, PageDown: -FAR };

  // What a reader has typed, or Refused. A comma that may mean two things is decided by the bounds,
  // or not at all.
  function typed(control, text) {
    if (control.kind !== "number") return read(control, text);
    const found = meanings(text, control.unit);
    const fits = (number) => number >= control.minimum && number <= control.maximum;
    const fitting = found.map((list) => list.filter(fits)).find((list) => list.length) ?? [];
    const shown = text.length > 40 ? `${text.slice(0, 37)}...` : text;
    const refused = (why) => new Refused(`${control.label}: ${why}; allowed: ${control.allowed}`);
    if (!found.length) throw refused(text.trim() ? `'${shown}' is not a number` : "nothing is written here");
    if (!fitting.length) throw refused(`found '${shown}'`);
    if (fitting.length > 1) {
      throw refused(`'${shown}' may mean ${fitting.join(" or ")}, write it without the comma`);
    }
    return read(control, fitting[0].toFixed(10));
  }

  /* `changed` is called with a value that fits, `say` with what a reader is to know. */
  function fieldsOf(form, controls, { changed, say }) {
    const control = (name) => controls.find((each) => each.name === name);
    const inputs = (name) => form.querySelectorAll(`[data-control="${name}"]`);

    function show(name, value, except) {
      const text = written(control(name), value);
      for (const input of inputs(name)) {
        input.removeAttribute("aria-invalid");
        if (input.dataset.described) input.setAttribute("aria-describedby", input.dataset.described);
        input.closest("[data-field]").querySelector(".control-error")?.remove();
        if (input.type === "checkbox") input.checked = value;
        else if (input !== except) input.value = text;
        if (control(name).kind === "number") {
          input.setAttribute("aria-valuetext", `${text} ${control(name).unit}`.trim());
          if (input.type !== "range") input.setAttribute("aria-valuenow", text);
        }
      }
    }

    // Said to everyone, and shown at the field, which may be far from the message.
    function refuse(input, error) {
      const { label } = control(input.dataset.control);
      const why = error.message.slice(label.length + 2);
      const textContent = `${why[0].toUpperCase()}${why.slice(1)}.`;
      const id = `${input.id}-error`;
      say(`${error.message}. The last good value stays in use.`);
      input.setAttribute("aria-invalid", "true");
      input.dataset.described ||= input.getAttribute("aria-describedby") ?? "";
      input.setAttribute("aria-describedby", `${id} ${input.dataset.described}`.trim());
      const place = input.closest("[data-field]");
      place.querySelector(".control-error")?.remove();
      place.append(element("small", { textContent, id, className: "control-error" }));
    }

    function onInput({ target: input }) {
      const name = input.dataset.control;
      if (!name) return;
      try {
        const given = input.type === "checkbox" ? input.checked : input.value;
        const value = typed(control(name), given);
        say("");
        changed(name, value, input);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refuse(input, error);
      }
    }

    // A field of text in place of the browser's own number field, which drops what it cannot read
    // and is moved by a wheel: keys move it by a step.
    function onKey(event, current) {
      const name = event.target.dataset.control;
      if (event.target.getAttribute("role") !== "spinbutton" || !(event.key in MOVES)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const { decimals, maximum, minimum, step } = control(name);
      const next = Math.min(maximum, Math.max(minimum, current(name) + MOVES[event.key] * step));
      say("");
      changed(name, read(control(name), next.toFixed(decimals)));
    }

    // `current` gives the value in use, which is written out in full when a field is left.
    function listen(current) {
      guardSliders(form);
      form.addEventListener("input", onInput);
      form.addEventListener("keydown", (event) => onKey(event, current));
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("focusout", ({ target }) => {
        const name = target.dataset.control;
        if (name && !target.hasAttribute("aria-invalid")) show(name, current(name));
      });
    }

    return { listen, show };
  }

  Object.assign(window.coursebook, { fieldsOf, typed });
})();
