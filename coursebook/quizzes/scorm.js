/* A quiz in a learning platform that speaks SCORM 1.2: score, completion, and where one left off.
 *
 * Runs before quiz.js: what the platform kept of this student is put where quiz.js looks for it,
 * and each change of that is sent back. The score is the share of questions answered rightly now.
 */
(function () {
  "use strict";

  const quiz = document.querySelector(".quiz");
  const key = `${quiz.dataset.storage}/quiz/${quiz.dataset.quiz}`;
  const status = document.querySelector("#platform");
  const forms = () => [...quiz.querySelectorAll(".quiz-item")];

  // Platforms open a package in a frame or a window, and have their API somewhere above it.
  function above(from) {
    let place = from;
    for (let step = 0; place && step < 10; step += 1) {
      try {
        if (place.API) return place.API;
      } catch {
        return null; // of another origin
      }
      if (place.parent === place) return null;
      place = place.parent;
    }
    return null;
  }

  const api = above(window) ?? (window.opener ? above(window.opener) : null);
  if (!api || String(api.LMSInitialize("")) !== "true") {
    status.textContent = "No learning platform answers here: nothing is reported.";
    return;
  }
  status.textContent = "Your answers and your score are kept by the learning platform.";

  const set = (name, value) => api.LMSSetValue(name, String(value));
  const kept = api.LMSGetValue("cmi.suspend_data");
  // Another student may have used this browser before.
  if (kept) localStorage.setItem(key, kept);
  else localStorage.removeItem(key);

  function report() {
    const verdicts = forms().map((form) => form.dataset.verdict);
    const done = verdicts.every(Boolean);
    set("cmi.suspend_data", localStorage.getItem(key) ?? "");
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set(
      "cmi.core.score.raw",
      Math.round((100 * verdicts.filter((each) => each === "right").length) / verdicts.length),
    );
    // Once completed, it stays so, whatever is tried again.
    if (api.LMSGetValue("cmi.core.lesson_status") !== "completed") {
      set("cmi.core.lesson_status", done ? "completed" : "incomplete");
    }
    api.LMSCommit("");
  }

  let ended = false;
  function end() {
    if (ended) return;
    ended = true;
    // Who only looked has no score, rather than none of the points.
    if (forms().some((form) => form.dataset.verdict)) report();
    set("cmi.core.exit", api.LMSGetValue("cmi.core.lesson_status") === "completed" ? "" : "suspend");
    api.LMSFinish("");
  }

  addEventListener("storage", (event) => {
    if (event.key === key) report();
  });
  addEventListener("pagehide", end);
  if (!api.LMSGetValue("cmi.core.lesson_status").match(/completed|incomplete/)) {
    set("cmi.core.lesson_status", "incomplete");
    api.LMSCommit("");
  }
})();
