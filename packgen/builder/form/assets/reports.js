/** What the form says about the whole case: what is missing, which questions are switched on, what it is saved as. */
import { make, button, idOf } from "./look.js";
import { formProblems } from "./checks.js";
import { contradictions } from "./dates.js";
import { FACTS, holds, todayNumber } from "./facts.js";
import { known } from "./words.js";

/** @typedef {import("./checks.js").Problem} Problem */
const RANK = { error: 0, warning: 1, remark: 2 };

/** Every problem of a case, the worst first. A place with an error is not told of twice. @param {any} plain @returns {Problem[]} */
export function problemsOf(plain) {
  const found = formProblems(plain);
  const told = new Set(found.filter((problem) => problem.severity === "error").map((problem) => problem.path.join(".")));
  const more = contradictions(plain).filter((problem) => !told.has(problem.path.join(".")));
  return [...found, ...more].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

/** What is worth filling in before the papers are made: they would say "not yet known". @param {any} plain @returns {Problem[]} */
export function emptyOf(plain) {
  /** @type {Problem[]} */
  const found = [];
  look("CaseFile", plain, []);
  return found;

  function look(name, value, path) {
    if (value === null || typeof value !== "object") return;
    const { fields, wanted } = known.parts[name];
    for (const [key, field] of Object.entries(fields)) {
      const here = [...path, key];
      if (wanted.includes(key) && value[key] === undefined) {
        found.push({ path: here, message: `“${field.label}” is not filled in.`, severity: "remark" });
      } else if (field.kind === "part" && value[key] !== undefined) {
        const each = field.many && Array.isArray(value[key]) ? value[key].map((item, n) => [item, [...here, n]]) : [[value[key], here]];
        each.forEach(([item, at]) => look(field.part, item, at));
      }
    }
  }
}

/** Every question that the facts have switched on, with where it stands. @param {any} plain */
export function switchedOn(plain) {
  const today = todayNumber();
  return known.switches.flatMap((rule) => scenes(rule, plain, today).filter(({ scene }) => holds(rule.when, scene))
    .map(({ path, who }) => ({ rule, path, who })));
}

/** Where a switch looks: the case, each child or each meeting. */
function scenes(rule, plain, today) {
  const [part, key] = rule.at.split(".");
  const below = key ? [key] : [];
  const each = (list) => (Array.isArray(plain[list]) ? plain[list] : []);
  if (rule.about === "child") {
    return each("children").map((child, n) => ({ scene: { case: plain, child: child ?? {}, today }, path: ["children", n, ...below], who: child?.name ?? "" }));
  }
  if (rule.about === "meeting") {
    return each("meetings").map((meeting, n) => ({ scene: { case: plain, meeting: meeting ?? {}, today }, path: ["meetings", n, ...below], who: "" }));
  }
  const place = key ? { Concern: ["concern", key] }[part] : [rule.at];
  return [{ scene: { case: plain, today }, path: place ?? [], who: "" }];
}

/** The facts of a case that the form knows, for comparison with the guidance's own. @param {any} plain */
export function factsOf(plain, today = todayNumber()) {
  return Object.fromEntries(Object.entries(FACTS).map(([name, read]) => [name, read({ case: plain, meeting: plain.meetings?.[0], today })]));
}

/** Fill the list of what to put right. @param {Problem[]} problems @param {any} app @param {{saved?: string}} told */
export function showProblems(problems, app, told = {}) {
  const place = document.getElementById("problems");
  const errors = problems.filter((problem) => problem.severity === "error");
  const rest = problems.filter((problem) => problem.severity !== "error");
  place.hidden = !problems.length && !told.saved;
  const title = errors.length ? `${errors.length} ${errors.length === 1 ? "thing" : "things"} to put right before saving` : told.saved ?? "Nothing to put right";
  place.replaceChildren(make("h2", { id: "problems-title" }, title));
  place.classList.toggle("good", !errors.length);
  if (told.saved && !errors.length) place.append(make("p", {}, "It is in your browser's downloads. Move it to the inbox folder: the papers are made from there."));
  if (errors.length) {
    place.append(links(errors, app), make("p", { class: "hint" }, "If you have to stop now, save it unfinished: packgen then waits until it is complete."),
      button("Save it unfinished", () => app.saveUnfinished()));
  }
  if (rest.length) place.append(make("h3", {}, `${rest.length} worth a look`), links(rest, app));
}

const links = (problems, app) =>
  make("ul", {}, ...problems.map((problem) => make("li", {},
    make("a", { href: `#${idOf(problem.path)}`, onclick: (event) => { event.preventDefault(); app.goTo(problem.path); } },
      `${app.placeOf(problem.path)}: ${problem.message}`),
    problem.hint ? make("span", { class: "hint" }, ` ${problem.hint}`) : null)));

/** Fill the list of questions that facts have switched on. @param {any} plain @param {any} app */
export function showSwitched(plain, app) {
  const place = document.getElementById("switched");
  const found = switchedOn(plain).filter(({ rule, path }) => rule.because && path.length);
  place.hidden = !found.length;
  const entries = found.map(({ rule, path, who }) => make("li", {},
    make("a", { href: `#${idOf(path)}`, onclick: (event) => { event.preventDefault(); app.goTo(path); } }, app.placeOf(path)),
    ` ${who ? `${who}: ` : ""}${rule.because}`,
    rule.rule ? make("span", { class: "hint" }, ` ${rule.rule}`) : null));
  const open = place.querySelector("details")?.open ?? false;
  place.replaceChildren(make("details", { open },
    make("summary", {}, make("h2", { id: "switched-title" }, `${found.length} ${found.length === 1 ? "question" : "questions"} switched on by your answers`)),
    make("ul", {}, ...entries)));
}
