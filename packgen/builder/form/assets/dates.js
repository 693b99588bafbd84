/**
 * What contradicts itself: dates, ages, names where they do not belong, numbers mistyped. As packgen/case/checks, except for
 * names that nobody explains, which `packgen check` alone looks for.
 */
import { readDay, readTime, readMoment, dayNumber, said } from "./values.js";

const items = (value) => (Array.isArray(value) ? value : []).map((item) => (item !== null && typeof item === "object" ? item : {}));
const inner = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value : {});
const text = (value) => (typeof value === "string" ? value : undefined);
const day = (value) => (text(value) === undefined ? undefined : readDay(value).value);
const number = (value) => (day(value) ? dayNumber(day(value)) : undefined);
const time = (value) => (text(value) === undefined ? undefined : readTime(value).value);
const moment = (value) => (text(value) === undefined ? undefined : readMoment(value).value?.at);
const onDay = (at) => (at === undefined ? undefined : Math.floor(at / 1440));
const BOTH = "Check both dates.";

/** @param {any} plain @returns {import("./checks.js").Problem[]} */
export function contradictions(plain) {
  /** @type {import("./checks.js").Problem[]} */
  const found = [];
  const tell = {
    error: (path, message, hint = BOTH) => void found.push({ path, message, hint, severity: "error" }),
    warning: (path, message, hint = BOTH) => void found.push({ path, message, hint, severity: "warning" }),
  };
  items(plain.children).forEach((child, n) => checkChild(child, ["children", n], plain, tell));
  items(plain.meetings).forEach((meeting, n) => checkMeeting(meeting, ["meetings", n], tell));
  checkOrder(plain, tell);
  for (const [group, review] of [["risk_management_plans", "next_review"], ["child_safety_plans", "review_date"]]) {
    items(plain[group]).forEach((plan, n) => checkPlan(plan, review, [group, n], tell));
  }
  items(plain.missing_episodes).forEach((episode, n) => checkEpisode(episode, ["missing_episodes", n], tell));
  checkOverlaps(plain, tell);
  checkNames(plain, tell);
  checkPapers(plain, tell);
  checkNumbers(plain, [], tell);
  return found;
}

function checkChild(child, path, plain, tell) {
  const list = inner(child.cse_checklist);
  if (number(list.reviewed_on) < number(list.completed_on)) {
    tell.error([...path, "cse_checklist", "reviewed_on"], "The check list was reviewed before it was completed.");
  }
  const stated = /^\d{1,6}$/.test(text(child.age)?.trim() ?? "") ? Number(child.age) : undefined;
  if (stated > 25) {
    tell.error([...path, "age"], `An age of ${stated} cannot be right for a child.`, "Type the age in years.");
    return;
  }
  const born = day(child.date_of_birth);
  const days = datesOfCase(plain);
  if (!born || !days.length) return;
  const [youngest, oldest] = [yearsOn(born, days[0]), yearsOn(born, days.at(-1))];
  const where = [...path, "date_of_birth"];
  if (youngest < 0 || youngest > 25) {
    tell.error(where, `This date of birth makes the child ${youngest < 0 ? "not yet born" : youngest} on ${said(days[0])}.`, "Check the year.");
  } else if (stated !== undefined && (stated < youngest || stated > oldest)) {
    tell.error([...path, "age"], `The age is given as ${stated}, but the date of birth makes it ${youngest}.`, "Check which of the two is right.");
  } else if (youngest >= 18 && text(child.status) !== "care_leaver") {
    tell.warning(where, `This date of birth makes the child ${youngest}, an adult.`, "Check the year. An adult belongs under “Everybody else”.");
  }
}

function datesOfCase(plain) {
  const typed = [inner(plain.case).opened_on, ...["meetings", "risk_management_plans", "child_safety_plans"].flatMap((group) => items(plain[group]).map((thing) => thing.date))];
  return typed.map(day).filter(Boolean).sort((a, b) => dayNumber(a) - dayNumber(b));
}

const yearsOn = (born, on) => on.year - born.year - (on.month < born.month || (on.month === born.month && on.day < born.day) ? 1 : 0);

function checkMeeting(meeting, path, tell) {
  const held = number(meeting.date);
  if (held === undefined) return;
  const called = moment(meeting.called_at);
  const [start, end] = [time(meeting.start), time(meeting.end)];
  if (called > held * 1440 + (start ?? 1439)) tell.error([...path, "date"], "This meeting is held before it was called.", "Check the date of the meeting and when it was called.");
  if (end <= start) tell.error([...path, "end"], "The meeting ends before it starts.", "Check both times.");
  checkMinutes(inner(meeting.minutes), [...path, "minutes"], held, start, tell);
  const [issued, approved] = [number(inner(meeting.issued).date), number(inner(meeting.approved).date)];
  if (issued < onDay(called)) tell.error([...path, "issued", "date"], "The papers were issued before the meeting was called.");
  if (approved < held) tell.error([...path, "approved", "date"], "The record was approved before the meeting.");
  if (approved < issued) tell.error([...path, "approved", "date"], "This was approved before it was issued.");
  checkReplies(meeting, path, held, onDay(called), tell);
  items(meeting.actions).forEach((action, n) => {
    if (number(action.due) < held) tell.warning([...path, "actions", n, "due"], "This action is due before it was agreed.");
    if (number(action.done_on) < held) tell.warning([...path, "actions", n, "done_on"], "This action was done before it was agreed.");
  });
}

function checkMinutes(minutes, path, held, start, tell) {
  if (onDay(moment(minutes.next_meeting)) <= held) tell.error([...path, "next_meeting"], "The next meeting is not after this one.");
  if (time(minutes.ended) <= start) tell.error([...path, "ended"], "The meeting ended before it started.", "Check both times.");
  if (onDay(moment(minutes.drafted_at)) < held) tell.warning([...path, "drafted_at"], "The minutes were drafted before the meeting.");
}

function checkReplies(meeting, path, held, called, tell) {
  items(meeting.invitees).forEach((invitee, n) => {
    if (number(inner(invitee.report).due) > held) tell.warning([...path, "invitees", n, "report", "due"], "The report is due after the meeting.");
    if (number(invitee.replied_on) < called) tell.warning([...path, "invitees", n, "replied_on"], "The reply came before the meeting was called.");
  });
  items(meeting.notifications).forEach((sent, n) => {
    if (number(sent.answered_on) < number(sent.date)) tell.error([...path, "notifications", n, "answered_on"], "The answer came before the notification was sent.");
  });
}

function checkOrder(plain, tell) {
  const days = items(plain.meetings).map((meeting) => number(meeting.date));
  days.forEach((held, n) => {
    if (n && held < days[n - 1]) tell.warning(["meetings", n, "date"], "This meeting is earlier than the one before it.", "List meetings in order of date.");
  });
}

function checkPlan(plan, review, path, tell) {
  const made = number(plan.date);
  const [issued, approved] = [number(inner(plan.issued).date), number(inner(plan.approved).date)];
  if (number(plan[review]) <= made) tell.error([...path, review], "The review is not after the plan.");
  if (issued < made) tell.error([...path, "issued", "date"], "The plan was issued before its own date.");
  if (approved < issued) tell.error([...path, "approved", "date"], "This was approved before it was issued.");
}

function checkEpisode(episode, path, tell) {
  const [started, returned] = [moment(episode.started), moment(episode.returned)];
  if (returned <= started) {
    tell.error([...path, "returned"], "The child returned before going missing.", "Check both dates and times.");
    return;
  }
  items(episode.discussions).forEach((talk, n) => {
    const at = [...path, "discussions", n, "at"];
    if (moment(talk.at) < started) tell.error(at, "This discussion was before the child went missing.");
    else if (moment(talk.at) > returned) tell.warning(at, "This discussion was after the child had returned.");
  });
  const interview = inner(episode.return_interview);
  const here = [...path, "return_interview"];
  if (interview.held_at && returned === undefined) tell.warning([...here, "held_at"], "A return interview was held, but the child is not said to have returned.");
  for (const [key, what] of [["held_at", "held"], ["offered_at", "offered"]]) {
    if (moment(interview[key]) < (returned ?? started)) tell.error([...here, key], `The return interview was ${what} before the child had returned.`);
  }
  if (number(interview.family_followed_up_on) < onDay(returned)) tell.error([...here, "family_followed_up_on"], "The family was followed up before the child had returned.");
}

function checkOverlaps(plain, tell) {
  const timed = items(plain.missing_episodes).map((episode, n) => ({ n, child: episode.child, from: moment(episode.started), to: moment(episode.returned) }));
  for (const child of new Set(timed.map((episode) => episode.child))) {
    const own = timed.filter((episode) => episode.child === child && episode.from !== undefined).sort((a, b) => a.from - b.from);
    own.slice(0, -1).forEach((earlier, at) => {
      const path = ["missing_episodes", earlier.n, "returned"];
      if (earlier.to === undefined) tell.warning(path, "This episode has no end, but the same child went missing again.");
      else if (earlier.to > own[at + 1].from) tell.warning(path, "This episode ends after the same child's next one began.");
    });
  }
}

function checkNames(plain, tell) {
  const split = (value) => value.toLowerCase().split(/[^a-z]+/);
  const names = items(plain.children).flatMap((child) => [child.name, child.known_as, ...(Array.isArray(child.aliases) ? child.aliases : [])]);
  const words = new Set(names.filter((name) => text(name)).flatMap(split).filter((word) => word.length >= 3));
  const named = (value) => text(value) !== undefined && split(value).some((word) => words.has(word));
  const message = "This holds a child's name, and others see it.";
  if (named(inner(plain.case).reference)) tell.error(["case", "reference"], message, "Use a reference without names, such as BCC-2025-014.");
  items(plain.meetings).forEach((meeting, n) => named(meeting.id) && tell.error(["meetings", n, "id"], message, "Use an id such as strategy-1."));
  if (named(inner(plain.case).title)) tell.warning(["case", "title"], message, "Use words without names.");
  items(plain.attachments).forEach((paper, n) => named(paper.file) && tell.warning(["attachments", n, "file"], message, "Use words without names."));
}

function checkPapers(plain, tell) {
  const seen = new Set();
  items(plain.attachments).forEach((paper, n) => {
    const file = text(paper.file)?.trim();
    if (file === undefined) return;
    const bare = file.replaceAll("\\", "/");
    if (bare.startsWith("/") || /^[A-Za-z]:/.test(bare) || bare.split("/").includes("..")) {
      tell.error(["attachments", n, "file"], "This leads out of the case file's folder.", "Put the file beside the case file and give its name alone.");
    }
    if (seen.has(file.toLowerCase())) tell.warning(["attachments", n, "file"], "This file is attached twice.", "Take one of them out.");
    seen.add(file.toLowerCase());
  });
}

const LIKE_POSTCODE = /(?:^|[ ,])([A-Z]{1,2}[0-9O][A-Z0-9]?\s*[0-9OIL][A-Z0-9]{1,3}|[A-Z]{1,2}[0-9][A-Z0-9]?\s+[0-9])$/;
const POSTCODE = /(?:GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})$/;
const JUDGES = {
  address: (typed) => {
    const last = typed.replace(/\.+$/, "");
    return LIKE_POSTCODE.test(last) && !POSTCODE.test(last) && "The end of this address does not look like a postcode.";
  },
  nhs_number: (typed) => !isNhsNumber(typed) && "This is not an NHS number: its check digit does not fit.",
  email: (typed) => !/^[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+$/.test(typed) && "This does not look like one e-mail address.",
  phone: (typed) => !isPhone(typed) && "This does not look like a telephone number.",
  number: (typed) => !isPhone(typed) && "This does not look like a telephone number.",
};

function checkNumbers(value, path, tell) {
  if (Array.isArray(value)) {
    value.forEach((item, n) => checkNumbers(item, [...path, n], tell));
  } else if (value !== null && typeof value === "object") {
    for (const [key, part] of Object.entries(value)) {
      const wrong = text(part) !== undefined && Object.hasOwn(JUDGES, key) && JUDGES[key](part.trim());
      if (wrong) tell.warning([...path, key], wrong, "Compare it with the record.");
      else checkNumbers(part, [...path, key], tell);
    }
  }
}

function isNhsNumber(typed) {
  const digits = typed.replace(/[\s-]/g, "");
  if (!/^\d{10}$/.test(digits)) return false;
  const weighed = [...digits.slice(0, 9)].reduce((sum, digit, n) => sum + Number(digit) * (10 - n), 0);
  const check = 11 - (weighed % 11);
  return check !== 10 && check % 11 === Number(digits[9]);
}

function isPhone(typed) {
  const main = typed.split(/\s*(?:ext\.?|extension|x|option)\s*\d/i)[0];
  const digits = main.replace(/\D/g, "");
  if (/[A-Za-z]{3,}/.test(main)) return true;
  if (main.trim().startsWith("+")) return digits.length >= 9 && digits.length <= 15;
  if (digits.startsWith("0")) return [10, 11].includes(digits.length) || digits === "08001111" || (digits.startsWith("00") && digits.length <= 17);
  return digits.length >= 3 && digits.length <= 6;
}
