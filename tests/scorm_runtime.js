/* The API of SCORM 1.2, strict: what a package may set, with which values, and when. */

const allowed = {
  "cmi.core.score.raw": (v) => /^\d{1,3}$/.test(v) && +v <= 100,
  "cmi.core.score.min": (v) => v === "0",
  "cmi.core.score.max": (v) => v === "100",
  "cmi.core.lesson_status": (v) => ["passed", "completed", "failed", "incomplete", "browsed"].includes(v),
  "cmi.core.exit": (v) => ["", "suspend", "logout", "time-out"].includes(v),
  "cmi.suspend_data": (v) => v.length <= 4096,
};
const start = JSON.parse(document.querySelector("#start").textContent);
window.cmi = { "cmi.core.lesson_status": "not attempted", "cmi.suspend_data": "", ...start };
window.faults = [];
let state = "before";
const only = (when, name) => {
  if (state !== when) faults.push(`${name} while ${state}`);
};
window.API = {
  LMSInitialize(v) {
    only("before", "LMSInitialize");
    if (v !== "") faults.push("argument");
    state = "running";
    return "true";
  },
  LMSGetValue(name) {
    only("running", "LMSGetValue");
    return cmi[name] ?? "";
  },
  LMSSetValue(name, value) {
    only("running", "LMSSetValue");
    if (typeof value !== "string" || !allowed[name]?.(value)) {
      faults.push(`${name} = ${value}`);
      return "false";
    }
    cmi[name] = value;
    return "true";
  },
  LMSCommit() {
    only("running", "LMSCommit");
    window.committed = { ...cmi };
    return "true";
  },
  LMSFinish() {
    only("running", "LMSFinish");
    state = "finished";
    return "true";
  },
  LMSGetLastError() {
    return "0";
  },
};
