/**
 * One question and the control that answers it. `ctx` is how a control reads and changes the case:
 * @typedef {{get: (path: any[]) => any, set: (path: any[], value: any) => void, problems: (path: any[]) => any[],
 *   people: () => {group: string, id: string, name: string}[]}} Context
 */
import { make, idOf } from "./look.js";
import { shown, stored, readYesNo } from "./values.js";
import { choicesOf, meant } from "./words.js";
import { tidied } from "./tree.js";

const GROUPS = { children: "Children", people: "People", places: "Places", meetings: "Meetings" };
const LONG_TEXT = 60;

/** @param {any[]} path @param {any} field @param {Context} ctx @param {string} [because] @returns {HTMLElement} */
export function answer(path, field, ctx, because = "") {
  const control = controlFor(field);
  return control(path, field, ctx, because);
}

function controlFor(field) {
  if (field.kind === "yesno") return yesNo;
  if (field.kind === "words") return freeText;
  if (field.kind === "ref") return field.many ? pickSeveral : pickOne;
  if (field.choices) return field.many ? tickSeveral : chooseOne;
  return field.many ? manyLines : oneLine;
}

/** The label, hint, reason and problems around a single control. */
function framed(path, field, ctx, because, control) {
  const id = idOf(path);
  const problems = ctx.problems(path);
  control.id = id;
  describe(control, id, field, because, problems);
  if (field.required) control.setAttribute("aria-required", "true");
  return make("div", { class: problems.length ? "answer wrong" : "answer" },
    make("label", { for: id }, field.label, field.required && make("span", { class: "needed" }, " (needed)")),
    ...notes(id, field, because), control, complaints(id, problems));
}

/** The same around several controls that answer one question. */
function grouped(path, field, ctx, because, controls) {
  const id = idOf(path);
  const problems = ctx.problems(path);
  const set = make("fieldset", { id, class: problems.length ? "answer wrong" : "answer", tabindex: "-1" },
    make("legend", {}, field.label, field.required && make("span", { class: "needed" }, " (needed)")),
    ...notes(id, field, because), ...controls, complaints(id, problems));
  describe(set, id, field, because, problems);
  return set;
}

function describe(control, id, field, because, problems) {
  const told = [field.hint && `${id}-hint`, because && `${id}-because`, problems.length && `${id}-wrong`].filter(Boolean);
  if (told.length) control.setAttribute("aria-describedby", told.join(" "));
  if (problems.some((problem) => problem.severity === "error")) control.setAttribute("aria-invalid", "true");
}

function notes(id, field, because) {
  return [
    because && make("p", { class: "because", id: `${id}-because` }, because),
    field.hint && make("p", { class: "hint", id: `${id}-hint` }, field.hint),
  ];
}

const complaints = (id, problems) =>
  make("p", { class: "complaint", id: `${id}-wrong`, hidden: !problems.length },
    problems.map((problem) => [problem.message, problem.hint].filter(Boolean).join(" ")).join(" "));

const textOf = (value) => (typeof value === "string" ? value : "");

function oneLine(path, field, ctx, because) {
  const value = shown(field.kind, textOf(ctx.get(path)));
  const long = field.kind === "long" || value.length > LONG_TEXT;
  const list = field.suggest && make("datalist", { id: `${idOf(path)}-list` }, ...field.suggest.map((word) => make("option", { value: word })));
  const control = make(long ? "textarea" : "input", {
    type: long ? false : "text", rows: long && 3, autocomplete: "off", spellcheck: field.kind === "text" || long ? "true" : "false",
    class: `kind-${field.kind}`, inputmode: field.kind === "count" && "numeric", list: list && list.id,
    onchange: () => {
      const kept = stored(field.kind, tidied(control.value));
      control.value = shown(field.kind, kept);
      ctx.set(path, kept);
    },
  });
  control.value = value;
  const frame = framed(path, field, ctx, because, control);
  if (list) frame.append(list);
  return frame;
}

function manyLines(path, field, ctx, because) {
  const value = ctx.get(path);
  const control = make("textarea", {
    rows: Math.max(2, Array.isArray(value) ? value.length : 1), autocomplete: "off",
    onchange: () => ctx.set(path, tidied(control.value).split("\n").map((line) => line.trim()).filter(Boolean)),
  });
  control.value = Array.isArray(value) ? value.join("\n") : textOf(value);
  return framed(path, field, ctx, because, control);
}

function yesNo(path, field, ctx, because) {
  const typed = textOf(ctx.get(path));
  const read = typed ? readYesNo(typed).value : undefined;
  const name = `${idOf(path)}-choice`;
  const options = [["Yes", "yes", read === true], ["No", "no", read === false || (!typed && field.unset === "no")], ["Not known", "", !typed]];
  if (field.unset) options.pop();
  const radios = options.map(([label, value, checked], number) =>
    make("label", { class: "tick" },
      make("input", { type: "radio", name, id: `${name}-${number}`, value, checked, autocomplete: "off", onchange: () => ctx.set(path, value) }), ` ${label}`));
  return grouped(path, field, ctx, because, [make("div", { class: "ticks" }, ...radios)]);
}

function chooseOne(path, field, ctx, because) {
  const typed = textOf(ctx.get(path));
  const current = meant(field.choices, typed);
  const choices = choicesOf(field.choices);
  const select = make("select", { autocomplete: "off", onchange: () => ctx.set(path, select.value) },
    make("option", { value: "" }, field.required ? "Choose …" : "Not known"),
    ...inGroups(choices, (choice) => make("option", { value: choice.value, selected: choice === current }, choice.label)),
    typed && !current && make("option", { value: typed, selected: true }, `${typed} (as typed in the file)`));
  return framed(path, current?.note ? { ...field, hint: current.note } : field, ctx, because, select);
}

/** Options in their groups, those without a group first. */
function inGroups(choices, option) {
  const groups = [...new Set(choices.map((choice) => choice.group ?? ""))];
  return groups.flatMap((group) => {
    const own = choices.filter((choice) => (choice.group ?? "") === group).map(option);
    return group ? [make("optgroup", { label: group }, ...own)] : own;
  });
}

function tickSeveral(path, field, ctx, because) {
  const typed = [ctx.get(path) ?? []].flat();
  const choices = choicesOf(field.choices);
  const strange = typed.filter((word) => !meant(field.choices, word)).map((word) => ({ value: word, label: `${word} (as typed in the file)` }));
  const isTicked = (choice) => typed.some((word) => word === choice.value || meant(field.choices, word) === choice);
  return grouped(path, field, ctx, because, [ticks(path, ctx, [...choices, ...strange], isTicked, typed, (word) => meant(field.choices, word)?.value ?? word)]);
}

/** What can be picked for a field: everybody of its lists, and what the file names that is nowhere. */
function pickable(field, ctx, typed) {
  const found = ctx.people().filter((thing) => field.groups.includes(thing.group) && thing.id)
    .map((thing) => ({ value: thing.id, label: thing.name || `(no name yet: ${thing.id})`, group: GROUPS[thing.group] }));
  const strange = typed.filter((id) => id && !found.some((thing) => thing.value === id));
  return [...found, ...strange.map((id) => ({ value: id, label: `${id} (not in this case)`, group: "As typed in the file" }))];
}

function pickOne(path, field, ctx, because) {
  const typed = textOf(ctx.get(path));
  const select = make("select", { autocomplete: "off", onchange: () => ctx.set(path, select.value) },
    make("option", { value: "" }, field.required ? "Choose …" : "Nobody or nothing chosen"),
    ...inGroups(pickable(field, ctx, [typed]), (thing) => make("option", { value: thing.value, selected: thing.value === typed }, thing.label)));
  return framed(path, field, ctx, because, select);
}

function pickSeveral(path, field, ctx, because) {
  const typed = [ctx.get(path) ?? []].flat();
  const choices = pickable(field, ctx, typed);
  const body = choices.length ? ticks(path, ctx, choices, (choice) => typed.includes(choice.value), typed, (id) => id) : make("p", { class: "hint" }, "Nobody to pick yet.");
  return grouped(path, field, ctx, because, [body]);
}

/** Tick boxes; what stays ticked keeps its spelling and its place, what is new comes last. */
function ticks(path, ctx, choices, isTicked, typed, spelling) {
  const boxes = choices.map((choice, number) => {
    const box = make("input", { type: "checkbox", id: `${idOf(path)}-tick-${number}`, value: choice.value, checked: isTicked(choice), autocomplete: "off", onchange: changed });
    return { choice, box, label: make("label", { class: "tick" }, box, ` ${choice.label}`) };
  });
  function changed() {
    const chosen = boxes.filter(({ box }) => box.checked).map(({ choice }) => choice.value);
    const kept = typed.filter((word) => chosen.includes(spelling(word)));
    ctx.set(path, [...kept, ...chosen.filter((value) => !kept.some((word) => spelling(word) === value))]);
  }
  return make("div", { class: "ticks" }, ...boxes.map(({ label }) => label));
}

/** A text with whom it is about: what lets a subject access copy leave out the right passages. */
function freeText(path, field, ctx, because) {
  const value = ctx.get(path);
  const whole = value !== null && typeof value === "object" && !Array.isArray(value);
  const control = make("textarea", {
    rows: 3, autocomplete: "off",
    onchange: () => {
      const text = tidied(control.value).trim();
      if (!whole) ctx.set(path, text);
      else if (text) ctx.set([...path, "text"], text);
      else ctx.set(path, "");
    },
  });
  control.value = whole ? textOf(value.text).trimEnd() : textOf(value);
  const frame = framed(path, field, ctx, because, control);
  if (control.value) frame.append(aboutWhom(path, ctx, whole ? value : undefined, control));
  return frame;
}

function aboutWhom(path, ctx, value, control) {
  const about = [value?.about ?? []].flat();
  const label = about.length ? `About ${about.map((id) => nameOf(id, ctx)).join(", ")}` : "Say whom this is about";
  const field = { label: "Whom this text is about", groups: ["children", "people"], many: true, kind: "ref", hint: "It lets a later subject access copy leave out the right passages." };
  const inner = {
    ...ctx,
    get: () => about,
    set: (_, chosen) => (value || chosen.length ? ctx.set(path, { ...(value ?? {}), text: control.value, about: chosen.length ? chosen : undefined }) : undefined),
  };
  return make("details", { class: "about" }, make("summary", {}, label), pickSeveral([...path, "about"], field, inner, ""));
}

/** The name of whoever has this id; the id where nobody has. @param {string} id @param {Context} ctx */
export function nameOf(id, ctx) {
  return ctx.people().find((thing) => thing.id === id)?.name || id;
}
