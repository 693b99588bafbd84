/** The form itself: one open case, drawn again when its shape changes, opened from a file and saved to one. */
import { make, idOf, button, say } from "./look.js";
import { CaseTree, OpeningError, tidied } from "./tree.js";
import { answer } from "./answers.js";
import { questions, rowsOf } from "./rows.js";
import { everybody } from "./checks.js";
import { problemsOf, emptyOf, switchedOn, factsOf, showProblems, showSwitched } from "./reports.js";
import { holds, todayNumber } from "./facts.js";
import { askedTo } from "./asked.js";
import { freeId } from "./values.js";
import { known, useModel, wordId } from "./words.js";

const LISTS_WITH_IDS = { children: "child", people: "person", places: "place", meetings: "meeting" };
const $ = (id) => document.getElementById(id);

/** What the form holds while it is open; nothing of it outlives the window. */
const state = { tree: null, plain: {}, people: [], open: new Set(), problems: [], dirty: false, showAll: false, checked: false, chosen: new Set(), before: null, saved: "", pressed: false, waiting: false };

const app = {
  get: (path) => state.tree.get(path),
  plain: () => state.plain,
  people: () => state.people,
  problems: (path) => state.problems.filter((problem) => problem.severity !== "remark" && problem.path.join(".") === path.join(".")),
  countBelow: (path) => state.problems.filter((problem) => problem.severity === "error" && isBelow(problem.path, path)).length,
  isOpen: (key) => state.open.has(key),
  opened: (key, open) => void (open ? state.open.add(key) : state.open.delete(key)),

  set(path, value) {
    state.tree.set(path, value);
    changed();
  },

  add(path, field) {
    const entry = field.kind === "words" ? "" : newEntry(path);
    const number = state.tree.add(path, entry);
    state.open.add([...path, number].join("."));
    changed(() => focusIn([...path, number]));
    say("Added.");
  },

  addWithRole(path, role) {
    const number = state.tree.add(path, { role });
    state.open.add([...path, number].join("."));
    changed(() => focusIn([...path, number, "name"]));
    say("Added to the list.");
  },

  move(path, from, to) {
    state.tree.move(path, from, to);
    const keys = [from, to].map((number) => [...path, number].join("."));
    const open = keys.map((key) => state.open.has(key));
    keys.forEach((key, at) => (open[1 - at] ? state.open.add(key) : state.open.delete(key)));
    changed(() => ($(`${idOf([...path, to])}-${to < from ? "up" : "down"}`) ?? $(idOf([...path, to])))?.focus());
    say(`Moved to place ${to + 1}.`);
  },

  take(path, title) {
    state.before = { text: state.tree.text(), name: state.tree.name };
    state.tree.remove(path);
    changed(() => $(`${idOf(path.slice(0, -1))}-add`)?.focus());
    alarm(`${title} was removed.`, button("Put it back", putBack));
  },

  /** Whether a question is asked, and why. @param {string} at part and key @param {any[]} path */
  isAsked(at, path) {
    const rules = known.switches.filter((rule) => rule.at === at);
    if (!rules.length) return { shows: true, because: "" };
    const on = rules.find((rule) => holds(rule.when, sceneOf(path)));
    const value = app.get(path);
    return { shows: Boolean(on) || state.showAll || (value !== undefined && value !== ""), because: on?.because ?? "" };
  },

  /** Where something stands, in words: Meetings, entry 1, Begins. @param {any[]} path */
  placeOf(path) {
    const section = known.sections.find((one) => one.path === path[0] || one.fields?.includes(path[0]) || one.id === path[0]);
    const words = [section?.title ?? ""];
    let part = "CaseFile";
    for (const key of path) {
      if (typeof key === "number") {
        words.push(String(key + 1));
        continue;
      }
      const field = known.parts[part]?.fields[key];
      if (field && key !== section?.path && !(section?.fields?.length === 1 && key === section.fields[0])) words.push(field.label);
      part = field?.part ?? "";
    }
    return words.filter(Boolean).join(", ");
  },

  goTo(path) {
    for (let depth = 1; depth <= path.length; depth += 1) state.open.add(path.slice(0, depth).join("."));
    for (let depth = 1; depth < path.length; depth += 1) state.open.add([...path.slice(0, depth), "more"].join("."));
    draw();
    focusIn(path);
  },

  saveUnfinished: () => save(false),
};

const isBelow = (path, above) => above.every((key, at) => path[at] === key);

function sceneOf(path) {
  const own = (key) => (path[0] === key && typeof path[1] === "number" ? state.plain[key]?.[path[1]] : undefined);
  return { case: state.plain, child: own("children"), meeting: own("meetings"), today: todayNumber() };
}

function takenIds() {
  return new Set(everybody(state.plain).map((thing) => thing.id.toLowerCase()));
}

function newEntry(path) {
  const base = path.length === 1 ? LISTS_WITH_IDS[path[0]] : undefined;
  return base ? { id: freeId(`${base}-1`, takenIds()) } : {};
}

/** After a change: read the case anew and draw again what its shape shows. @param {() => void} [then] */
function changed(then) {
  state.dirty = true;
  $("about-file").textContent = aboutFile();
  read();
  state.waiting = true;
  if (then) {
    draw();
    then();
  } else if (!state.pressed) setTimeout(flush, 0);
}

function flush() {
  if (state.waiting && !state.pressed) draw();
}

function read() {
  state.plain = state.tree.plain();
  state.people = everybody(state.plain);
  state.problems = problemsOf(state.plain);
  if (!state.checked) state.problems = state.problems.filter(isAboutWhatIsTyped);
}

/** Before the first try to save, only what was typed is told of, not what is still missing. */
const isAboutWhatIsTyped = (problem) => state.tree.get(problem.path) !== undefined;

/** Draw everything from the case, and put the focus back where it was. */
function draw() {
  state.waiting = false;
  const active = /** @type {any} */ (document.activeElement);
  const [id, from, to] = [active?.id, active?.selectionStart, active?.selectionEnd];
  const top = window.scrollY;
  const sections = known.sections.filter(isShown);
  $("form").replaceChildren(...sections.map(section), makeShowAll());
  $("contents").hidden = false;
  $("contents").replaceChildren(make("ol", {}, ...sections.map((one) => make("li", {}, make("a", { href: `#s-${one.id}` }, one.title, badge(one))))));
  showSwitched(state.plain, app);
  $("about-file").textContent = aboutFile();
  window.scrollTo(0, top);
  const again = id && $(id);
  if (again && again !== document.activeElement) {
    again.focus({ preventScroll: true });
    if (typeof from === "number" && again.setSelectionRange && again.type !== "checkbox" && again.type !== "radio") again.setSelectionRange(from, to);
  }
}

function aboutFile() {
  if (state.saved) return state.dirty ? `Changed since it was saved as ${state.saved}.` : `Saved as ${state.saved}.`;
  return state.tree.name ? `Open: ${state.tree.name}` : "A new case, not saved yet.";
}

function badge(one) {
  const count = keysOf(one).reduce((sum, key) => sum + app.countBelow([key]), 0);
  return count > 0 && make("span", { class: "badge" }, ` ${count} to put right`);
}

const keysOf = (one) => one.fields ?? [one.path];

function isShown(one) {
  if (!one.switched || state.showAll || state.chosen.has(one.path)) return true;
  if (keysOf(one).some((key) => state.plain[key] !== undefined)) return true;
  return known.switches.some((rule) => rule.at === one.id && holds(rule.when, sceneOf([])));
}

function section(one) {
  const { fields } = known.parts.CaseFile;
  const reasons = switchedOn(state.plain).filter(({ rule }) => rule.at === one.id && rule.because).map(({ rule }) => rule.because);
  const inside = one.path ? [rowsOf([one.path], fields[one.path], app, reasons[0] ?? "", one.one)]
    : one.fields.flatMap((key) => (fields[key].kind === "part" ? questions(fields[key].part, [key], app) : [answer([key], fields[key], app)]));
  return make("section", { id: `s-${one.id}`, "aria-labelledby": `t-${one.id}`, tabindex: "-1" },
    make("h2", { id: `t-${one.id}` }, one.title), make("p", { class: "intro" }, one.intro), ...inside);
}

function makeShowAll() {
  const box = make("input", { type: "checkbox", id: "show-all", checked: state.showAll, autocomplete: "off", onchange: () => { state.showAll = box.checked; draw(); } });
  return make("p", { class: "show-all" }, make("label", { class: "tick" }, box, " Show every section and question, also those that nothing asks for yet"));
}

/** Put the focus on what asks for `path`, or the nearest thing above it. @param {any[]} path */
function focusIn(path) {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const found = $(idOf(path.slice(0, depth)));
    if (!found) continue;
    const control = found.matches("input, select, textarea, fieldset, div") ? found : found.querySelector("input, select, textarea") ?? found.querySelector("summary");
    const target = control.matches("fieldset, div") ? control.querySelector("input, select, textarea") ?? control : control;
    target.focus();
    target.scrollIntoView({ block: "center" });
    return;
  }
}

function alarm(text, ...more) {
  $("alarm").replaceChildren(text, " ", ...more);
  $("alarm").hidden = !text;
}

function putBack() {
  if (!state.before) return;
  state.tree = CaseTree.open(state.before.text, state.before.name);
  alarm("");
  changed(() => $("heading").focus());
  say("It is back.");
}

/** Show a case. @param {CaseTree} tree */
function show(tree) {
  Object.assign(state, { tree, dirty: false, checked: false, problems: [], before: null, saved: "" });
  state.open = new Set(["children.0", "meetings.0", "risk_management_plans.0", "child_safety_plans.0"]);
  $("start").replaceChildren();
  $("problems").hidden = true;
  alarm("");
  read();
  draw();
}

/** @param {string} text @param {string} name @throws {OpeningError} */
function openText(text, name) {
  state.chosen = new Set();
  const tree = CaseTree.open(text, name.replace(/\.(ya?ml)\.txt$/i, ".$1"));
  show(tree);
}

async function openFile(file) {
  try {
    const { text, note } = decoded(await file.arrayBuffer());
    if (mayLose()) openText(text, file.name);
    if (note) alarm(note);
    $("heading").focus();
    say(`${file.name} is open.`);
  } catch (problem) {
    if (!(problem instanceof OpeningError)) throw problem;
    alarm(problem.message);
    $("alarm").focus();
  }
}

/** Bytes to text, whatever Windows saved. @param {ArrayBuffer} bytes */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), note: "" };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder("utf-16be").decode(bytes), note: "" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), note: "" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), note: "This file was saved in the old Windows way. Check accents and pound signs; it is saved again the new way." };
  }
}

const mayLose = () => !state.dirty || window.confirm("What you typed is not saved. Go on without saving it?");

/** Begin a case for one paper. @param {any} start an entry of `starts` */
function begin(start) {
  const tree = CaseTree.empty();
  tree.add(["children"], { id: "child-1" });
  if (start.list === "meetings") {
    const chair = start.chair.length ? { chair: { role: start.chair[0] } } : {};
    tree.add(["meetings"], { id: `${start.value.replaceAll("_", "-")}-1`, type: start.value, ...chair });
  } else {
    tree.add([start.list], { child: "child-1" });
  }
  state.chosen = new Set([start.list]);
  show(tree);
  focusIn(["case", "reference"]);
  say(`A new case for: ${start.label}.`);
}

function showStart() {
  if (!mayLose()) return;
  state.dirty = false;
  const radios = known.starts.map((start, number) => {
    const note = known.words.meeting_types.find((word) => word.value === start.value)?.note;
    return make("label", { class: "tick" }, make("input", { type: "radio", name: "start", value: start.value, id: `start-${number}`, checked: number === 0, autocomplete: "off" }),
      make("span", {}, ` ${start.label}`, note && make("span", { class: "hint block" }, note)));
  });
  const go = button("Begin", () => {
    const chosen = /** @type {any} */ (document.querySelector("input[name=start]:checked"));
    begin(known.starts.find((start) => start.value === chosen.value));
  }, { class: "first", id: "go" });
  $("form").replaceChildren();
  for (const id of ["contents", "problems", "switched"]) $(id).hidden = true;
  $("start").replaceChildren(make("fieldset", { class: "start" }, make("legend", {}, "What do you want to prepare?"), ...radios, go));
  $("start").querySelector("input").focus();
}

/** Check, then save; problems come first. */
function checkAndSave() {
  if (!state.tree) {
    alarm("There is no case to save yet: begin one, or open a case file.");
    return;
  }
  state.checked = true;
  read();
  if (state.problems.some((problem) => problem.severity === "error")) {
    draw();
    showProblems([...state.problems, ...emptyOf(state.plain)], app);
    $("problems").focus();
  } else save(true);
}

/** @param {boolean} finished an unfinished case does not say that it is whole, so packgen waits */
function save(finished) {
  const name = fileName();
  download(fileText(finished), name);
  Object.assign(state, { dirty: false, saved: name });
  draw();
  if (finished) showProblems([...state.problems, ...emptyOf(state.plain)], app, { saved: `Saved as ${name}` });
  else alarm(`Saved unfinished as ${name}.`);
  $(finished ? "problems" : "alarm").focus();
}

function fileText(finished) {
  const text = state.tree.text();
  return finished || state.tree.json ? text : text.replace(/end_of_case: (true|yes)(?=[^\n]*\n$)/i, "end_of_case: no");
}

function fileName() {
  const reference = String(state.plain.case?.reference ?? "").replace(/[^A-Za-z0-9._-]+/g, "-");
  return state.tree.name || `${reference || "case"}.yaml`;
}

function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** For printing every entry that holds something is opened, whatever lies inside too. */
function openForPrint() {
  const shut = () => [...document.querySelectorAll("#form details.row:not([open]), #form details.filled:not([open])")];
  for (let round = 0, found = shut(); found.length && round < 8; round += 1, found = shut()) {
    found.forEach((/** @type {any} */ details) => {
      details.fill();
      details.open = true;
    });
  }
  printAnswersAlone();
}

/** On paper only what was chosen is of use, and thousands of choices take minutes to lay out; afterwards all is drawn anew. */
function printAnswersAlone() {
  for (const select of /** @type {any} */ (document.querySelectorAll("#form select"))) {
    select.replaceWith(make("p", { class: "printed" }, select.value ? select.selectedOptions[0].textContent : "–"));
  }
  for (const ticks of document.querySelectorAll("#form .ticks")) {
    const chosen = [...ticks.querySelectorAll("input:checked")].map((box) => box.closest("label").textContent.trim());
    ticks.replaceWith(make("p", { class: "printed" }, chosen.join(", ") || "–"));
  }
  for (const question of document.querySelectorAll("#form .row .answer")) question.classList.toggle("unanswered", !isAnswered(question));
}

/** Whether a question made ready for print holds an answer. @param {Element} question */
function isAnswered(question) {
  const printed = question.querySelector(":scope > .printed");
  if (printed) return !["–", "Not known"].includes(printed.textContent);
  return [...question.querySelectorAll(":scope > input, :scope > textarea")].some((/** @type {any} */ control) => control.value);
}

function start() {
  useModel(JSON.parse($("model").textContent));
  document.addEventListener("pointerdown", () => (state.pressed = true), true);
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => { state.pressed = false; setTimeout(flush, 0); }, true);
  }
  window.addEventListener("beforeunload", (event) => state.dirty && event.preventDefault());
  window.addEventListener("beforeprint", openForPrint);
  window.addEventListener("afterprint", () => { state.open.clear(); if (state.tree) draw(); });
  $("form").addEventListener("submit", (event) => event.preventDefault());
  $("begin").addEventListener("click", showStart);
  $("open").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", (event) => {
    const input = /** @type {any} */ (event.target);
    if (input.files[0]) openFile(input.files[0]);
    input.value = "";
  });
  $("save").addEventListener("click", checkAndSave);
  $("print").addEventListener("click", () => window.print());
  showStart();
}

start();

/** The same functions that the buttons call, for tests and for whoever automates a browser. Nothing leaves the window. */
globalThis.packgenForm = Object.freeze({
  open: openText,
  begin: (value) => begin(known.starts.find((one) => one.value === value)),
  set: (path, value) => app.set(path, value),
  text: () => fileText(true),
  problems: () => problemsOf(state.plain),
  switched: () => switchedOn(state.plain).map(({ rule }) => rule.at),
  facts: (today) => factsOf(state.plain, today),
  asked: (number, today) => askedTo(state.plain, state.plain.meetings[number], today),
  word: wordId,
  tidied,
});
