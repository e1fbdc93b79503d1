/* A quiz in a notebook. The scripts of a page's quizzes stand before this one, in the same module. */

const { startQuiz } = window.coursebook; // of this module: another kernel may bring another
const REFERENCES = ["id", "for", "aria-describedby", "aria-labelledby"];

function render({ model, el }) {
  el.innerHTML = model.get("markup");
  setApart(el);
  el.addEventListener("keydown", keepToItself);
  const shown = new AbortController();
  startQuiz(el.querySelector(".quiz"), shown.signal);
  return () => shown.abort();
}

// JupyterLab takes arrows and letters that are pressed on a button for commands of its own.
function keepToItself(event) {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}

// A cell may have several views, and a notebook a quiz twice: each has ids of its own.
function setApart(el) {
  const view = (window.coursebook.views = (window.coursebook.views ?? 0) + 1);
  for (const name of REFERENCES) {
    for (const each of el.querySelectorAll(`[${name}]`)) {
      each.setAttribute(name, `${each.getAttribute(name)}-view-${view}`);
    }
  }
}

export default { render };
