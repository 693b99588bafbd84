/** Parts with questions of their own, and lists of them: rows that open, move and go. */
import { make, idOf, button } from "./look.js";
import { answer, nameOf } from "./answers.js";
import { askedPart } from "./asked.js";
import { shown } from "./values.js";
import { known, wordLabel } from "./words.js";

/** The questions of one part. @param {string} name @param {any[]} path @param {any} app @returns {HTMLElement[]} */
export function questions(name, path, app) {
  const { fields, main } = known.parts[name];
  const first = [];
  const more = [];
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind === "kept" || key === "end_of_case" || (key === "id" && field.kind === "id")) continue;
    const { shows, because } = app.isAsked(`${name}.${key}`, [...path, key]);
    if (!shows) continue;
    const filled = app.get([...path, key]) !== undefined && app.get([...path, key]) !== "";
    (main.includes(key) || because || filled ? first : more).push(question([...path, key], field, app, because));
  }
  return more.length ? [...first, folded([...path, "more"], `More (${more.length})`, app, () => more)] : first;
}

function question(path, field, app, because) {
  if (field.kind === "part" && field.many) return rowsOf(path, field, app, because);
  if (field.kind === "words" && field.many) return textRows(path, field, app, because);
  if (field.kind === "part") return group(path, field, app, because);
  return answer(path, field, app, because);
}

/** Something that opens: what is inside is made when it first opens. */
function folded(path, label, app, inside, attributes = {}) {
  const key = path.join(".");
  const place = make("div", { class: "inside" });
  const fill = () => place.childElementCount || place.append(...inside());
  const details = make("details", {
    ...attributes, open: app.isOpen(key),
    ontoggle: () => {
      if (details.open) fill();
      app.opened(key, details.open);
    },
  }, make("summary", {}, label), place);
  details.fill = fill;
  if (details.open) fill();
  return details;
}

function group(path, field, app, because) {
  const value = app.get(path);
  const filled = value !== undefined && value !== "";
  const label = make("span", {}, field.label, filled && make("span", { class: "quiet" }, " (filled in)"));
  const inside = () => [
    ...[because && make("p", { class: "because" }, because), field.hint && make("p", { class: "hint" }, field.hint)].filter(Boolean),
    make("fieldset", { class: "bare" }, make("legend", { class: "spoken" }, field.label), ...questions(field.part, path, app)),
  ];
  return folded(path, label, app, inside, { class: filled ? "group filled" : "group", id: idOf(path) });
}

/** A list of parts. @param {any[]} path @param {any} field @param {any} app @param {string} because */
export function rowsOf(path, field, app, because = "", what = "") {
  const value = app.get(path);
  const entries = Array.isArray(value) ? value : [];
  const one = what || `an entry: ${field.label.toLowerCase()}`;
  const add = button(`Add ${one}`, () => app.add(path, field), { class: "add", id: `${idOf(path)}-add` });
  const rows = entries.map((entry, number) => row([...path, number], entry, field, app, entries.length));
  const inside = [
    because && make("p", { class: "because" }, because),
    field.hint && !what && make("p", { class: "hint" }, field.hint),
    field.part === "Invitee" && askedPart(path, app),
    rows.length > 0 && make("ol", { class: "rows" }, ...rows),
    add,
  ];
  if (what) return make("div", { id: idOf(path), tabindex: "-1" }, ...inside.filter(Boolean));
  const legend = make("legend", {}, field.label);
  return make("fieldset", { class: "list", id: idOf(path), tabindex: "-1" }, legend, ...inside.filter(Boolean));
}

function row(path, entry, field, app, count) {
  const number = /** @type {number} */ (path.at(-1));
  const title = titleOf(entry, field, app) || `Entry ${number + 1}`;
  const wrong = app.countBelow(path);
  const label = make("span", {}, title, wrong > 0 && make("span", { class: "badge" }, ` ${wrong} to put right`));
  const details = folded(path, label, app, () => questions(field.part, path, app), { id: idOf(path), class: "row" });
  return make("li", {}, details, tools(path, title, app, count));
}

/** The buttons of a row: what it is called stands in each name, so that a list of buttons makes sense. */
function tools(path, title, app, count) {
  const number = path.at(-1);
  const above = path.slice(0, -1);
  const tool = (sign, label, act, attributes = {}) => button(sign, act, { "aria-label": `${label}: ${title}`, title: label, ...attributes });
  return make("div", { class: "tools" },
    tool("↑", "Move up", () => app.move(above, number, number - 1), { disabled: number === 0, id: `${idOf(path)}-up` }),
    tool("↓", "Move down", () => app.move(above, number, number + 1), { disabled: number === count - 1, id: `${idOf(path)}-down` }),
    tool("Remove", "Remove", () => app.take(path, title), { class: "remove" }));
}

/** What an entry is called in its list: its name, kind and date as the part says. */
function titleOf(entry, field, app) {
  if (entry === null || typeof entry !== "object") return String(entry ?? "");
  const part = known.parts[field.part];
  const words = part.title.map((key) => titleWord(part.fields[key], entry[key], app)).filter(Boolean);
  return words.join(", ").slice(0, 90);
}

function titleWord(field, value, app) {
  if (value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map((item) => titleWord({ ...field, many: false }, item, app)).join(" and ");
  if (typeof value === "object") return String(value.text ?? "").slice(0, 60);
  if (field.kind === "ref") return nameOf(value, app);
  if (field.choices) return wordLabel(field.choices, value);
  if (Array.isArray(field.suggest) && field.suggest.length > 20) return wordLabel("roles", value);
  return shown(field.kind, String(value)).split("\n")[0].slice(0, 60);
}

/** A list of texts, each with whom it is about. */
function textRows(path, field, app, because) {
  const value = app.get(path);
  const entries = Array.isArray(value) ? value : [];
  const rows = entries.map((_, number) => {
    const here = [...path, number];
    const title = `${field.label} ${number + 1}`;
    return make("li", {}, answer(here, { kind: "words", label: title, hint: "" }, app), tools(here, title, app, entries.length));
  });
  const add = button(`Add: ${field.label.toLowerCase()}`, () => app.add(path, field), { class: "add", id: `${idOf(path)}-add` });
  return make("fieldset", { class: "list", id: idOf(path), tabindex: "-1" }, make("legend", {}, field.label),
    ...[because && make("p", { class: "because" }, because), field.hint && make("p", { class: "hint" }, field.hint),
      rows.length > 0 && make("ol", { class: "rows plain" }, ...rows), add].filter(Boolean));
}

