/* Links that hold a scenario: written whole, and read however they arrive.
 *
 * On their way through mail, chats and documents links are wrapped, encoded once more, cut short, or
 * gain the bracket that stood behind them. A link of ours holds names, numbers and nothing else, so
 * that all of this can be taken back. Pure functions, no page.
 */
(function () {
  "use strict";

  const LONGEST_LINK = 2000;
  const TIMES = 3; // so often a link may have been encoded too much
  const ADDED = /[)\]}>.,;:!?*_"'\u2026\u2019\u201d\u00bb\u300d]+$/; // what stood behind it in a text

  const { Refused, read, told, written } = window.coursebook.scenarios;

  function linkTo(explorer, values) {
    const state = new URLSearchParams({ explore: explorer.name, v: explorer.version });
    for (const control of explorer.controls) {
      state.set(control.name, written(control, values[control.name]));
    }
    return `#${state}`;
  }

  /* The same scenario in the explorer of which this one has a few controls. */
  function linkToWhole({ controls, whole }, values) {
    return `${whole.page}${linkTo({ ...whole, controls }, values)}&${new URLSearchParams(whole.settings)}`;
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a sign that is no sign, or the half of one
    }
  }

  // The link as it was sent, as far as that can be told.
  function mended(fragment) {
    let link = fragment.slice(0, LONGEST_LINK);
    // Each sign by itself: one that is damaged is not to keep the others encoded.
    const once = (text) => text.replace(/(?:%[0-9a-f]{2})+/gi, decoded);
    for (let time = 0; time < TIMES && /%[0-9a-f]{2}/i.test(link); time++) link = once(link);
    link = link.replace(/&(?:amp;|#38;|#x26;)+/gi, "&").replace(/[\s\u00ad\u200b\ufeff]+/g, "");
    if (link.startsWith("#explore=3D")) { // as mail is sent: signs as numbers, lines that go on
      link = link.replace(/=(?!3D|26)/gi, "").replace(/=3D/gi, "=").replace(/=26/gi, "&");
    }
    return link.replace(ADDED, "");
  }

  // Name and text of each part; a part that is cut before its sign has no text. A mail program that
  // broke a line may have left a sign too much behind.
  function parts(explorer, link) {
    const known = new Set(["explore", "v", ...explorer.controls.map((each) => each.name)]);
    return link.slice(1).split("&").filter(Boolean).map((part) => {
      const [name, ...rest] = part.split("=");
      if (!rest.length) return { name, text: null };
      if (rest.length > 1 && known.has(name + rest[0])) {
        return { name: name + rest[0], text: rest.slice(1).join("") };
      }
      return { name, text: rest.join("") };
    });
  }

  /* What a link asks of this explorer: null if nothing, else the values, what was wrong, and what it
   * leaves unsaid. */
  function readLink(explorer, fragment) {
    if (!/^#explore(?:=|%)/.test(fragment)) return null;
    const values = {};
    const problems = [];
    const said = parts(explorer, mended(fragment));
    const given = (name) => said.filter((each) => each.name === name);
    if (given("explore")[0]?.text !== explorer.name) return null;
    if (fragment.length > LONGEST_LINK) return { values, problems: ["the link is too long"], missing: [] };
    // An older link is read by today's controls: what they do not know is named below.
    const version = given("v")[0]?.text ?? "";
    if (!/^[1-9][0-9]{0,3}$/.test(version) || Number(version) > explorer.version) {
      const problem = "the link is of a version that this page does not know";
      return { values, problems: [problem], missing: [] };
    }
    const named = (each) => given(each.name).some(({ text }) => text !== null);
    const last = said[said.length - 1];
    const halfAName = last.text === null &&
      explorer.controls.some((each) => each.name.startsWith(last.name) && !named(each));
    if (halfAName) said.pop(); // its control is among the missing
    for (const name of new Set(said.map((each) => each.name))) {
      if (name === "explore" || name === "v") continue;
      const control = explorer.controls.find((each) => each.name === name);
      try {
        if (!control) throw new Refused(`'${name.slice(0, 40)}' is no control of this explorer`);
        if (given(name).length > 1) throw new Refused(`${control.label}: given twice`);
        values[name] = read(control, given(name)[0].text ?? "");
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        problems.push(error.message);
      }
    }
    const missing = explorer.controls.filter((each) => !given(each.name).length);
    const labels = missing.map((each) => each.full_label ?? each.label);
    return { values, problems, missing: labels, changes: changesSince(explorer, Number(version)) };
  }

  // What has changed in the explorer since it had this version.
  function changesSince({ changes }, version) {
    return Object.keys(changes).filter((each) => Number(each) > version).map((each) => changes[each]);
  }

  const MOST_NAMED = 3;

  /* What a reader is told of a link that was followed. */
  function saidOf(explorer, asked) {
    return [restored(explorer, asked), ...(asked.changes ?? [])].join(" ");
  }

  function restored(explorer, { values, problems, missing }) {
    const sentences = [];
    if (problems.length) {
      sentences.push(`Not all of this link could be restored; defaults stand in. ${problems.join(". ")}.`);
    }
    const names = Object.keys(values);
    if (!missing.length || !names.length) {
      return sentences[0] ??
        (missing.length ? "This link names no setting." : "The scenario of the link is restored.");
    }
    const named = missing.slice(0, MOST_NAMED).join(", ");
    const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : "";
    sentences.push(`The link does not say: ${named}${more}; defaults stand in.`);
    const ends = explorer.controls.find((each) => each.name === names[names.length - 1]);
    const end = told(ends, values[ends.name]);
    sentences.push(`If it was cut short, its last setting may be, too: ${ends.label}, ${end}.`);
    return sentences.join(" ");
  }

  window.coursebook.links = { linkTo, linkToWhole, readLink, saidOf };
})();
