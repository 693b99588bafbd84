/**
 * Single values as people type them: dates, times, yes or no, numbers, ids. The same rules as packgen/case/values.py;
 * tests/builder/form/form_cases.yaml holds both to one table.
 *
 * Each reader gives {value} or {problem: a sentence, hint: what to type}.
 * @typedef {{value?: any, problem?: string, hint?: string}} Read
 */

const MONTHS = [
  "january", "february", "march", "april", "may", "june",
  "july", "august", "september", "october", "november", "december",
];
const YES = ["yes", "y", "true", "on"];
const NO = ["no", "n", "false", "off"];
const DAY_HINT = "Type it as 14/03/2025.";
const TIME_HINT = "Type it as 2.30pm or 14:30.";

/** @param {string} text @returns {Read} */
export function readYesNo(text) {
  const word = text.trim().toLowerCase();
  if (YES.includes(word)) return { value: true };
  if (NO.includes(word)) return { value: false };
  return { problem: `“${text.slice(0, 40)}” is neither yes nor no.`, hint: "Choose yes or no." };
}

/** @param {string} text @returns {Read} value: {year, month, day} */
export function readDay(text) {
  const numbers = dayNumbers(text.trim());
  if (!numbers) return { problem: `“${text.slice(0, 40)}” is not a date.`, hint: DAY_HINT };
  const [year, month, day] = numbers;
  const made = new Date(Date.UTC(2000, 0, 1));
  made.setUTCFullYear(year, month - 1, day);
  const real = made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  if (!real || year < 1) {
    return { problem: `“${text.slice(0, 40)}” is not a day in the calendar.`, hint: "Check the day, month and year." };
  }
  if (year < 1900 || year > 2199) return { problem: `The year ${year} cannot be right.`, hint: "Check the date." };
  return { value: { year, month, day } };
}

/** @param {string} text @returns {number[] | null} year, month, day */
function dayNumbers(text) {
  let found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (found) return [Number(found[1]), Number(found[2]), Number(found[3])];
  found = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  if (found) return [Number(found[3]), Number(found[2]), Number(found[1])];
  found = /^(?:[A-Za-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? (\d{4})$/.exec(text);
  if (!found) return null;
  const typed = found[2].toLowerCase();
  const named = MONTHS.filter((name) => name.startsWith(typed));
  return named.length === 1 ? [Number(found[3]), MONTHS.indexOf(named[0]) + 1, Number(found[1])] : null;
}

/** @param {string} text @returns {Read} value: minutes since midnight */
export function readTime(text) {
  const plain = text.trim().toLowerCase().replaceAll(" ", "");
  if (plain === "noon" || plain === "midday") return { value: 720 };
  const wrong = { problem: `“${text.slice(0, 40)}” is not a time of day.`, hint: TIME_HINT };
  const found = /^(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?(am|pm)?$/.exec(plain);
  if (!found || (found[2] === undefined && found[3] === undefined)) return wrong;
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (found[3]) {
    if (hour < 1 || hour > 12) return wrong;
    hour = (hour % 12) + (found[3] === "pm" ? 12 : 0);
  }
  return hour > 23 || minute > 59 ? wrong : { value: hour * 60 + minute };
}

/** @param {string} text @returns {Read} value: {day, time, at} where `at` sorts as time passes on the wall clock */
export function readMoment(text) {
  const plain = text.trim().replace(/\s+/g, " ");
  const found = /^(.+?)(?:T| at |, | )(\d{1,2}(?:[:.]\d{2})?(?::\d{2})? ?(?:am|pm|AM|PM)?)$/.exec(plain);
  const hint = "Type it as 14/03/2025 4.30pm.";
  if (!found) return { problem: `“${plain.slice(0, 40)}” needs a date and a time.`, hint };
  const day = readDay(found[1]);
  const time = readTime(found[2]);
  if (day.problem || time.problem) return day.problem ? day : time;
  if (isSkippedHour(day.value, time.value)) {
    const problem = `“${plain.slice(0, 40)}” never happened: the clocks went forward over it.`;
    return { problem, hint: "Check the time." };
  }
  return { value: { day: day.value, time: time.value, at: dayNumber(day.value) * 1440 + time.value } };
}

/** Whether the clocks of the United Kingdom skipped this time: last Sunday in March, 1.00 to 1.59 (since 1996). */
function isSkippedHour(day, minutes) {
  if (day.month !== 3 || minutes < 60 || minutes >= 120 || day.year < 1996) return false;
  return day.day > 24 && new Date(Date.UTC(day.year, 2, day.day)).getUTCDay() === 0;
}

/** @param {string} text @returns {Read} */
export function readCount(text) {
  const plain = text.trim();
  if (/^\d{1,6}$/.test(plain)) return { value: Number(plain) };
  return { problem: `“${plain.slice(0, 40)}” is not a whole number.`, hint: "Type digits only, such as 14." };
}

/** Days since 1 January 1970. @param {{year: number, month: number, day: number}} day @returns {number} */
export function dayNumber(day) {
  const made = new Date(Date.UTC(2000, day.month - 1, day.day));
  made.setUTCFullYear(day.year, day.month - 1, day.day);
  return Math.round(made.getTime() / 86400000);
}

/** A date as people say it: 7 March 2025. */
export function said(day) {
  const month = MONTHS[day.month - 1];
  return `${day.day} ${month[0].toUpperCase()}${month.slice(1)} ${day.year}`;
}

const two = (number) => String(number).padStart(2, "0");

/** A value of a case file in the British form it is shown in; what cannot be read is shown as typed. */
export function shown(kind, text) {
  if (!text) return "";
  if (kind === "day") {
    const { value } = readDay(text);
    return value ? britishDay(value) : text;
  }
  if (kind === "time") {
    const { value } = readTime(text);
    return value === undefined ? text : britishTime(value);
  }
  if (kind === "moment") {
    const { value } = readMoment(text);
    return value ? `${britishDay(value.day)} ${britishTime(value.time)}` : text;
  }
  return text;
}

/** The text that the case file holds for what was typed: 2025-03-14, 14:30; what cannot be read stays as typed. */
export function stored(kind, typed) {
  const text = typed.trim();
  if (kind === "day") {
    const { value } = readDay(text);
    return value ? isoDay(value) : text;
  }
  if (kind === "time") {
    const { value } = readTime(text);
    return value === undefined ? text : isoTime(value);
  }
  if (kind === "moment") {
    const { value } = readMoment(text);
    return value ? `${isoDay(value.day)} ${isoTime(value.time)}` : text;
  }
  return text;
}

const britishDay = (day) => `${two(day.day)}/${two(day.month)}/${day.year}`;
const isoDay = (day) => `${day.year}-${two(day.month)}-${two(day.day)}`;
const isoTime = (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

function britishTime(minutes) {
  const hour = Math.floor(minutes / 60);
  const part = hour < 12 ? "am" : "pm";
  const rest = minutes % 60 ? `.${two(minutes % 60)}` : "";
  return `${hour % 12 || 12}${rest}${part}`;
}

/** The first free id made from `base`: witness, witness-2, ... @param {Set<string>} taken in small letters */
export function freeId(base, taken) {
  for (let number = 1; ; number += 1) {
    const id = number === 1 && !/\d$/.test(base) ? base : `${base.replace(/-\d+$/, "")}-${number}`;
    if (!taken.has(id.toLowerCase())) return id;
  }
}
