/* The choices above a long timeline: what does not fit them is hidden, in the list and in the strip. */
(function () {
  "use strict";

  function startChoices(figure) {
    const frame = figure.querySelector(".choices");
    if (!frame) return;
    const lists = [...frame.querySelectorAll("select")];
    const events = [...figure.querySelectorAll(".event")];
    const dots = events.map((_, place) => figure.querySelector(`[data-event="${place}"]`));
    const valuesOf = (event, choice) =>
      event.getAttribute(`data-choice-${choice}`).split(frame.dataset.between);
    const fits = (event) =>
      lists.every(({ dataset, value }) => !value || valuesOf(event, dataset.choice).includes(value));

    function show() {
      events.forEach((event, place) => (event.hidden = dots[place].hidden = !fits(event)));
      for (const column of figure.querySelectorAll(".strip li")) {
        const count = column.querySelectorAll("[data-event]:not([hidden])").length;
        column.querySelector(".unseen").textContent = `: ${count}`;
        const place = document.getElementById(column.querySelector("a").hash.slice(1));
        if (place) place.hidden = !count;
      }
      const shown = events.filter((event) => !event.hidden).length;
      frame.querySelector(".choices-shown").textContent = `${shown} of ${events.length}`;
    }

    frame.addEventListener("change", show);
    frame.hidden = false;
    show(); // a browser may have kept what was chosen before a reload
  }

  window.coursebook ??= {};
  window.coursebook.startChoices = startChoices;
})();
