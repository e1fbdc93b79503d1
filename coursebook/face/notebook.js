/* Figures and explorers in a notebook: the page's own, woken with what a kernel sends. */

const AT_REST = "The kernel that answered has ended. Run the cell again to go on.";
const WHAT_ASKS = "form, button, fieldset, .explorer-task, .explorer-bar a";

// Once for all that a notebook shows: each widget is a module of its own and shares nothing else.
function loadFace(library) {
  const key = Symbol.for(`coursebook.face-${library.get("release")}`);
  globalThis[key] ??= imported(library.get("face")).then(() => {
    window.coursebook.fetchVega = () => imported(library.get("vega")).then(() => window.vega);
  });
  return globalThis[key];
}

function imported(text) {
  return import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
}

async function render({ model, el, host }) {
  el.innerHTML = model.get("_frame");
  el.classList.add("coursebook");
  el.addEventListener("keydown", keepToItself);
  await loadFace(await host.getModel(model.get("_library")));
  const explorer = el.querySelector("section.explorer");
  return explorer
    ? startInNotebook(model, explorer)
    : window.coursebook.startFigure(el.querySelector("figure"));
}

// JupyterLab takes arrows and letters that are pressed on a button for commands of its own.
function keepToItself(event) {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}

function startInNotebook(model, root) {
  const { content, startExplorer } = window.coursebook;
  const { linkTo } = window.coursebook.links;
  const explorer = content(root, ".explorer-declaration");
  const names = explorer.controls.map((each) => each.name);
  const waiting = new Map(); // questions that the kernel has not answered yet
  const code = document.createElement("p");
  let asked = 0;
  let setting = false; // the reader's own change, which the fields show already

  const host = {
    compute(values) {
      setting = true;
      for (const name of names) model.set(name, values[name]);
      setting = false;
      model.save_changes();
    },
    others(list) {
      if (!list.length) return Promise.resolve([]);
      model.send({ asked: ++asked, scenarios: list });
      return new Promise((done) => waiting.set(asked, done));
    },
    link: (values) => model.get("_address") + linkTo(explorer, values),
    settled: (values) => (code.textContent = inPython(explorer, values)),
  };

  // The columns of an answer stand in one buffer after the other.
  const read = ({ columns, single }) => ({
    ...single,
    ...Object.fromEntries(Object.entries(columns).map(([name, view]) => [name, numbers(view)])),
  });
  const numbers = ({ buffer, byteOffset, byteLength }) =>
    new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));

  const onAnswer = () => face.answered(read(model.get("_answer")));
  const onTrouble = () => model.get("_trouble") && face.say(model.get("_trouble"));
  const onMessage = (message, buffers) => {
    const done = waiting.get(message.answered);
    if (!done) return;
    waiting.delete(message.answered);
    let next = 0;
    done(
      message.answers.map(({ names, single }) =>
        read({ single, columns: Object.fromEntries(names.map((name) => [name, buffers[next++]])) })
      ),
    );
  };
  // A kernel that was restarted knows nothing of this explorer: what would ask it does not pretend to.
  const onEnd = () => {
    for (const each of root.querySelectorAll(WHAT_ASKS)) each.inert = true;
    root.classList.add("at-rest");
    face.say(AT_REST);
  };
  const following = names.map((name) => [
    `change:${name}`,
    () => setting || face.adopt({ [name]: model.get(name) }),
  ]);
  const events = [
    ...following,
    ["change:_answer", onAnswer],
    ["change:_trouble", onTrouble],
    ["comm_live_update", onEnd],
    ["msg:custom", onMessage],
  ];

  const face = startExplorer(root, explorer, host);
  code.className = "explorer-code";
  root.querySelector(".explorer-actions").after(code);
  for (const [event, action] of events) model.on(event, action);
  face.begin(Object.fromEntries(names.map((name) => [name, model.get(name)])), read(model.get("_answer")));
  onTrouble();
  face.startChart();
  return () => {
    for (const [event, action] of events) model.off(event, action);
    face.stop();
  };
}

// How to come back to a scenario in Python.
function inPython(explorer, values) {
  const { written } = window.coursebook.scenarios;
  const literal = (control, value) =>
    control.kind === "number"
      ? written(control, value)
      : control.kind === "switch"
      ? (value ? "True" : "False")
      : JSON.stringify(value);
  const changed = explorer.controls.filter((each) => values[each.name] !== each.default);
  const given = changed.map((each) => `${each.name}=${literal(each, values[each.name])}`);
  if (!given.length) return "";
  return `To start from this scenario, write behind the explorer's name: .with_defaults(${given.join(", ")})`;
}

export default { render };
