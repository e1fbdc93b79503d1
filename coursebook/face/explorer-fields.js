/* The fields of an explorer: what a reader sets, and what is wrong with it. */
(function () {
  "use strict";

  const { element } = window.coursebook;
  const { Refused, read, written } = window.coursebook.scenarios;

  /* `changed` is called with a value that fits, `say` with what a reader is to know. */
  function fieldsOf(form, controls, { changed, say }) {
    const control = (name) => controls.find((each) => each.name === name);
    const inputs = (name) => form.querySelectorAll(`[data-control="${name}"]`);

    function show(name, value, except) {
      const text = written(control(name), value);
      for (const input of inputs(name)) {
        input.removeAttribute("aria-invalid");
        input.closest(".control").querySelector(".control-error")?.remove();
        if (input.type === "checkbox") input.checked = value;
        else if (input !== except) input.value = text;
        if (input.type === "range") {
          input.setAttribute("aria-valuetext", `${text} ${control(name).unit}`.trim());
        }
      }
    }

    // Said to everyone, and shown at the field, which may be far from the message.
    function refuse(input, error) {
      say(`${error.message}. The last good value stays in use.`);
      input.setAttribute("aria-invalid", "true");
      const place = input.closest(".control");
      const textContent = `Allowed: ${control(input.dataset.control).allowed}.`;
      place.querySelector(".control-error")?.remove();
      place.append(element("small", { textContent, className: "control-error" }));
    }

    function onInput({ target: input }) {
      const name = input.dataset.control;
      if (!name) return;
      try {
        const value = read(control(name), input.type === "checkbox" ? input.checked : input.value);
        say("");
        changed(name, value, input);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refuse(input, error);
      }
    }

    // `current` gives the value in use, which is written out in full when a field is left.
    function listen(current) {
      form.addEventListener("input", onInput);
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("focusout", ({ target }) => {
        const name = target.dataset.control;
        if (name && !target.hasAttribute("aria-invalid")) show(name, current(name));
      });
    }

    return { listen, show };
  }

  window.coursebook.fieldsOf = fieldsOf;
})();
