/** Whom the guidance asks for at a meeting, by the facts typed so far, and which of them the case names already. */
import { make, button } from "./look.js";
import { verdict, todayNumber } from "./facts.js";
import { known, wordId } from "./words.js";

/**
 * @typedef {{role: string, label: string, need: string, because: string[], rules: string[], sure: boolean, names: string[],
 *   listed: boolean, leftOut: boolean}} Asked
 */
const NEEDS = ["must", "should", "may"];
const entriesOf = (value) => (Array.isArray(value) ? value.filter((item) => item !== null && typeof item === "object") : []);

/** One line a role, the strongest need first. @param {any} plain @param {any} meeting @returns {Asked[]} */
export function askedTo(plain, meeting, today = todayNumber()) {
  /** @type {Map<string, Asked>} */
  const lines = new Map();
  for (const entry of known.asked[wordId("meeting_types", meeting.type ?? "")] ?? []) {
    const found = verdictFor(entry, { case: plain, meeting, today });
    if (found === false) continue;
    const line = lines.get(entry.role) ?? lineOf(entry, plain, meeting);
    if (NEEDS.indexOf(entry.need) < NEEDS.indexOf(line.need)) line.need = entry.need;
    if (!line.because.includes(entry.because)) line.because.push(entry.because);
    if (!line.rules.includes(entry.rule)) line.rules.push(entry.rule);
    line.sure ||= found === true;
    lines.set(entry.role, line);
  }
  return [...lines.values()].sort((a, b) => NEEDS.indexOf(a.need) - NEEDS.indexOf(b.need));
}

/** Whether an entry asks for its role; undefined where only packgen can tell. */
function verdictFor(entry, scene) {
  const over = (one) => entry.when.reduce((found, condition) => {
    const next = verdict(condition, one);
    return found === false || next === false ? false : found === undefined || next === undefined ? undefined : true;
  }, true);
  if (entry.per === "meeting") return over(scene);
  if (entry.per !== "child") return entry.when.length ? undefined : true;
  const ids = entriesOf(scene.case.children).filter((child) => (scene.meeting.children ?? []).includes(child.id));
  const found = (ids.length ? ids : entriesOf(scene.case.children)).map((child) => over({ ...scene, child }));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}

function lineOf(entry, plain, meeting) {
  const isOfRole = (role) => role && wordId("roles", role) === entry.role;
  const people = entriesOf(plain.people);
  const named = (invitee) => invitee.name || people.find((person) => person.id === invitee.person)?.name;
  const roleOf = (invitee) => invitee.role || people.find((person) => person.id === invitee.person)?.role;
  const asked = entriesOf(meeting.invitees).filter((invitee) => isOfRole(roleOf(invitee)));
  const known = people.filter((person) => isOfRole(person.role)).map((person) => person.name);
  const names = asked.map((invitee) => named(invitee) || "");
  const leftOut = entriesOf(meeting.not_invited).some((one) => isOfRole(one.role));
  return { role: entry.role, label: entry.label, need: entry.need, because: [], rules: [], sure: false, listed: asked.length > 0, names: (asked.length ? names : known).filter(Boolean), leftOut };
}

/** The lines as a part of the form, above the list of invitees. @param {any[]} path of the list @param {any} app */
export function askedPart(path, app) {
  const meeting = app.get(path.slice(0, -1)) ?? {};
  const lines = askedTo(app.plain(), meeting);
  if (!lines.length) return null;
  const key = [...path, "asked"].join(".");
  const parts = [
    ["Invited by packgen itself, each with the reason as the invitation gives it. Add a line only where you know the name or want to record a reply.", lines.filter((line) => line.sure && line.need !== "may")],
    ["May be asked, if you choose:", lines.filter((line) => line.sure && line.need === "may")],
    ["Hangs on more than this form works out; packgen decides when it makes the papers:", lines.filter((line) => !line.sure)],
  ];
  const inside = parts.filter(([, some]) => some.length).flatMap(([told, some]) => [make("p", { class: "hint" }, told), make("ul", {}, ...some.map((line) => askedLine(line, path, app)))]);
  const count = parts[0][1].length;
  const details = make("details", { class: "asked", open: app.isOpen(key), ontoggle: () => app.opened(key, details.open) },
    make("summary", {}, `Who the guidance asks for at this meeting (${count})`), ...inside);
  return details;
}

function stateOf(line) {
  if (line.leftOut) return "Left out on purpose.";
  if (line.names.length) return `Named: ${line.names.join(", ")}.`;
  return line.listed ? "In the list below, without a name." : "";
}

function askedLine(line, path, app) {
  const label = line.need === "may" ? "Ask them" : "Give a name";
  const needs = !line.leftOut && !line.listed && !line.names.length;
  return make("li", {}, make("strong", {}, line.label), line.need === "must" && " (must)", ` – ${line.because.join(" ")}`,
    make("span", { class: "hint" }, ` ${line.rules.join(", ")}`), ` ${stateOf(line)}`,
    needs && " ", needs && button(label, () => app.addWithRole(path, line.role), { class: "small", "aria-label": `${label}: ${line.label}` }));
}
