/**
 * What is wrong with a case by its form: keys, kinds of value, ids. The same faults as `packgen check` finds
 * (packgen/case/load.py, packgen/guidance/wording.py); tests/builder/form/form_cases.yaml holds both to one table.
 *
 * @typedef {{path: (string | number)[], message: string, hint?: string, severity: "error" | "warning" | "remark"}} Problem
 */
import { readYesNo, readDay, readTime, readMoment, readCount, shown } from "./values.js";
import { known, choicesOf, meant, wordLabel } from "./words.js";

const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/;
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9_./-]{0,59}$/;
const READERS = { yesno: readYesNo, day: readDay, time: readTime, moment: readMoment, count: readCount };
const LONGEST = { text: 300, long: 200_000, words: 200_000 };
const WHAT = { children: "a child", people: "a person", places: "a place", meetings: "a meeting" };
const WORDS_HELD = {
  "CaseFile.harm_types": "error", "Child.status": "error", "Child.record_destination": "error", "Meeting.type": "error",
  "NotInvited.role": "error", "Sent.to": "error", "Invitee.role": "error", "Decision.decision": "error",
  "Person.group": "error", "Place.kind": "warning", "Override.role": "error",
};

/** @param {any} plain @returns {Problem[]} */
export function formProblems(plain) {
  /** @type {Problem[]} */
  const found = [];
  const refs = [];
  checkPart("CaseFile", plain, [], found, refs, "");
  checkUnique(plain, found);
  checkReferences(plain, refs, found);
  return found;
}

const error = (path, message, hint = "") => ({ path, message, hint, severity: /** @type {const} */ ("error") });

function checkPart(name, value, path, found, refs, within) {
  const { fields } = known.parts[name];
  if (typeof value !== "object" || Array.isArray(value)) {
    found.push(error(path, "This has questions of its own, but one text stands here.", "Open the file with a text editor, or take the entry out."));
    return;
  }
  for (const key of Object.keys(value)) {
    if (fields[key]) checkField(`${name}.${key}`, fields[key], value[key], [...path, key], found, refs, name === "Chair" ? within : "");
    else found.push(error([...path, key], `“${key}” is not a key that packgen knows.`, "The form keeps it as it is; take it out in the file."));
  }
  for (const [key, field] of Object.entries(fields)) {
    if (field.required && value[key] === undefined && key !== "end_of_case") {
      found.push(error([...path, key], `“${field.label}” is needed.`, field.hint));
    }
  }
}

function checkField(name, field, value, path, found, refs, within) {
  if (!field.many) {
    checkValue(name, field, value, path, found, refs, within);
  } else if (!Array.isArray(value)) {
    found.push(error(path, `“${field.label}” is a list, but something else stands here.`));
  } else {
    value.forEach((item, number) => checkValue(name, field, item, [...path, number], found, refs, within));
    if (field.exactly && value.length !== field.exactly) {
      found.push(error(value.length < field.exactly ? [...path, value.length] : path, `“${field.label}” names exactly two.`, "Tick two."));
    }
  }
}

function checkValue(name, field, value, path, found, refs, within) {
  if (field.kind === "part") {
    checkPart(field.part, value, path, found, refs, name);
    return;
  }
  if (field.kind === "kept") return;
  if (field.kind === "words" && typeof value === "object" && !Array.isArray(value)) {
    checkFreeText(value, path, found, refs);
    return;
  }
  if (typeof value !== "string") {
    found.push(error(path, `“${field.label}” takes one text, not a list or several keys.`));
    return;
  }
  checkText(name, field, value.trim(), path, found, refs, within);
}

function checkText(name, field, text, path, found, refs, within) {
  const read = READERS[field.kind]?.(text);
  if (read?.problem) found.push(error(path, read.problem, read.hint));
  if (text.length > (LONGEST[field.kind] ?? Infinity) && [...text].length > LONGEST[field.kind]) {
    found.push(error(path, `This is longer than the ${LONGEST[field.kind]} characters that “${field.label}” holds.`, "Shorten it."));
  }
  if ((field.kind === "id" || field.kind === "ref") && !ID.test(text)) {
    found.push(error(path, `“${text.slice(0, 60)}” cannot be an id.`, "Letters, digits, dots, dashes and underscores only."));
  } else if (field.kind === "reference" && !REFERENCE.test(text)) {
    found.push(error(path, `“${text.slice(0, 60)}” cannot be a reference.`, "Letters, digits, dots, dashes, strokes and underscores only, no spaces."));
  } else if (field.kind === "ref") {
    refs.push({ path, id: text, groups: field.groups, label: field.label });
  }
  checkWord(name, field, text, path, found, within);
}

/** The role of a chair is held to the council's words; that of a minute taker is not (as in the guidance's own check). */
function checkWord(name, field, text, path, found, within) {
  const severity = name === "Chair.role" && within === "Meeting.chair" ? "error" : WORDS_HELD[name];
  if (!severity || meant(field.choices, text)) return;
  const near = choicesOf(field.choices).length < 12 ? `Choose one of: ${choicesOf(field.choices).map((choice) => choice.label).join("; ")}.` : "Choose one from the list.";
  found.push({ path, message: `“${text.slice(0, 60)}” is not a word that this council's guidance knows here.`, hint: near, severity });
}

function checkFreeText(value, path, found, refs) {
  const allowed = ["text", "about", "origin"];
  for (const key of Object.keys(value).filter((name) => !allowed.includes(name))) {
    found.push(error([...path, key], `“${key}” is not a key that packgen knows.`, "A colon in a text? Type the text again here."));
  }
  if (value.text === undefined) found.push(error([...path, "text"], "The text is missing."));
  else if (typeof value.text !== "string") found.push(error([...path, "text"], "This takes one text."));
  if (value.origin !== undefined && typeof value.origin !== "string") found.push(error([...path, "origin"], "This takes one text."));
  if (value.about === undefined) return;
  if (!Array.isArray(value.about)) {
    found.push(error([...path, "about"], "This is a list of people, but something else stands here."));
    return;
  }
  value.about.forEach((id, number) => {
    const here = [...path, "about", number];
    if (typeof id !== "string" || !ID.test(id.trim())) found.push(error(here, "This cannot be an id."));
    else refs.push({ path: here, id: id.trim(), groups: ["children", "people", "places"], label: "About" });
  });
}

/** Every child, person, place and meeting of the case, with its list. @returns {{group: string, number: number, id: string, name: string}[]} */
export function everybody(plain) {
  return Object.keys(WHAT).flatMap((group) =>
    (Array.isArray(plain[group]) ? plain[group] : []).map((thing, number) => ({
      group, number, id: typeof thing?.id === "string" ? thing.id.trim() : "", name: calledBy(group, thing),
    })),
  );
}

/** What people call it: a name, or the kind and day of a meeting. */
function calledBy(group, thing) {
  if (group !== "meetings") return typeof thing?.name === "string" ? thing.name : "";
  const [type, date] = [thing?.type, thing?.date].map((text) => (typeof text === "string" ? text : ""));
  return [wordLabel("meeting_types", type), shown("day", date)].filter(Boolean).join(", ");
}

function checkUnique(plain, found) {
  unique(everybody(plain).map(({ group, number, id }) => ({ path: [group, number, "id"], id })), found);
  (Array.isArray(plain.meetings) ? plain.meetings : []).forEach((meeting, number) => {
    const actions = Array.isArray(meeting?.actions) ? meeting.actions : [];
    unique(actions.map((action, n) => ({ path: ["meetings", number, "actions", n, "id"], id: action?.id })), found);
  });
}

function unique(entries, found) {
  const seen = new Set();
  for (const { path, id } of entries.filter((entry) => typeof entry.id === "string" && entry.id)) {
    if (seen.has(id.toLowerCase())) found.push(error(path, `The id “${id}” is given twice.`, "Give one of them another id."));
    seen.add(id.toLowerCase());
  }
}

function checkReferences(plain, refs, found) {
  const groupOf = new Map(everybody(plain).map((thing) => [thing.id, thing.group]));
  const typed = new Set(typedIds(plain));
  for (const { path, id, groups, label } of refs) {
    const group = groupOf.get(id);
    if (groups.includes(group) || (!group && typed.has(id))) continue;
    const wanted = groups.map((name) => WHAT[name]).join(" or ");
    const what = group ? `is ${WHAT[group]}, not ${wanted}` : "is nobody and nothing in this case";
    found.push(error(path, `“${id}” under “${label}” ${what}.`, "Choose again from the list."));
  }
}

/** Ids anywhere in the case: of actions too, to which nothing refers. */
function typedIds(value) {
  if (Array.isArray(value)) return value.flatMap(typedIds);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "id" && typeof inner === "string" ? [inner] : typedIds(inner)));
}
