/**
 * The facts of a case that switch questions on, named as in packgen/guidance/facts; `tests/builder/form` holds them to
 * the same answers. Conditions are all, any, not over named facts, as in the guidance's own files.
 */
import { readYesNo, readDay, dayNumber } from "./values.js";
import { known, wordId } from "./words.js";

/** @typedef {{case: any, child?: any, meeting?: any, today: number}} Scene */

const list = (value) => (Array.isArray(value) ? value : []);
const part = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value : {});
const texts = (value) => list(value).filter((item) => typeof item === "string");
const yes = (value) => typeof value === "string" && readYesNo(value).value === true;
const lower = (value) => (typeof value === "string" ? value.toLowerCase() : "");

const parts = (value) => list(value).map(part);

/** @param {Scene} scene */
function children(scene) {
  if (scene.child) return [part(scene.child)];
  const all = parts(scene.case.children);
  const ids = texts(part(scene.meeting).children);
  const chosen = all.filter((child) => ids.includes(child.id));
  return ids.length && chosen.length ? chosen : all;
}

function episodes(scene) {
  const ids = children(scene).map((child) => child.id);
  return parts(scene.case.missing_episodes).filter((episode) => ids.includes(episode.child));
}

const ownAuthority = (scene) => part(scene.case.case).authority || known.authority;
const homeOf = (child, scene) => child.home_authority || ownAuthority(scene);
const livingIn = (child, scene) => part(child.placement).authority || homeOf(child, scene);
const statuses = (scene) => [...new Set(children(scene).map((child) => child.status && wordId("statuses", child.status)).filter(Boolean))];
const concern = (scene) => part(scene.case.concern);
const people = (scene) => parts(scene.case.people);
const places = (scene) => parts(scene.case.places);
const harms = (scene) => known.words.harms.filter((word) => FACTS.harm(scene).includes(word.value));
const once = (words) => [...new Set(words)];
const isNamed = (value) => typeof value === "string" && value !== "";

/** People of concern: those whom the file calls so, and every source of the harm that is not a friend. */
function peopleOfConcern(scene) {
  const sources = texts(concern(scene).sources);
  return people(scene).filter((person) => person.group === "person_of_concern" || (sources.includes(person.id) && person.group !== "peer"));
}

const harmToCase = (scene) => yes(concern(scene).significant_harm) && !scene.child;

function authoritiesOutside(scene) {
  const own = lower(ownAuthority(scene));
  const kids = children(scene);
  const around = places(scene).filter((place) => ["place_of_concern", "home"].includes(place.kind));
  const names = [
    ...kids.flatMap((child) => [homeOf(child, scene), livingIn(child, scene)]),
    ...kids.map((child) => child.currently_at_authority),
    ...around.map((place) => place.authority),
  ];
  return names.filter((name) => name && lower(name) !== own);
}

function ageOn(child, day) {
  const born = child.date_of_birth ? readDay(child.date_of_birth).value : undefined;
  if (!born) return /^\d{1,6}$/.test(child.age ?? "") ? Number(child.age) : undefined;
  const now = new Date(day * 86400000);
  const [month, date] = [now.getUTCMonth() + 1, now.getUTCDate()];
  const before = month < born.month || (month === born.month && date < born.day);
  return now.getUTCFullYear() - born.year - (before ? 1 : 0);
}

function meetingDay(scene) {
  const typed = part(scene.meeting).date;
  const day = typeof typed === "string" ? readDay(typed).value : undefined;
  return day ? dayNumber(day) : undefined;
}

/** @type {Record<string, (scene: Scene) => boolean | string | number | string[] | undefined>} */
export const FACTS = {
  going_missing: (s) => episodes(s).length > 0 || texts(s.case.harm_types).includes("missing"),
  harm: (s) => texts(s.case.harm_types).map((harm) => wordId("harms", harm)),
  statuses,
  child_in_care: (s) => statuses(s).includes("child_in_care"),
  out_of_area: (s) => children(s).some((child) => lower(livingIn(child, s)) !== lower(homeOf(child, s))),
  crosses_boundary: (s) => authoritiesOutside(s).length > 0,
  oldest_age: (s) => Math.max(0, ...children(s).map((child) => ageOn(child, meetingDay(s) ?? s.today) ?? 0)),
  youth_justice: (s) => children(s).some((child) => child.youth_justice) || statuses(s).includes("youth_justice_only"),
  trafficking_suspected: (s) => yes(concern(s).trafficking_suspected) || FACTS.harm(s).includes("trafficking"),
  joint_enquiry: (s) => yes(concern(s).joint_enquiry),
  organised: (s) => yes(concern(s).organised),
  exploitation: (s) => harms(s).some((word) => word.exploitation),
  extra_familial: (s) => harms(s).some((word) => word.outside_family) || peopleOfConcern(s).length > 0,
  significant_harm: (s) => harmToCase(s) || children(s).some((child) => yes(child.significant_harm)),
  open_investigation: (s) => yes(part(concern(s).investigation).open),
  places_of_concern: (s) => places(s).filter((place) => place.kind === "place_of_concern").length,
  licensed_place: (s) => places(s).some((place) => yes(place.licensed)),
  professional_referrer: (s) => people(s).some((person) => person.group === "referrer" && (isNamed(person.role) || isNamed(person.agency))),
  subject_place: (s) => isNamed(part(s.meeting).subject_place),
  has_carer: (s) => children(s).some((child) => texts(child.carers).length > 0),
  placement_kinds: (s) => once(children(s).map((child) => part(child.placement).kind).filter(isNamed)),
  services: (s) => once(children(s).flatMap((child) => texts(child.services)).map((service) => wordId("roles", service))),
  reducing_offending_practitioner: (s) => children(s).some((child) => yes(child.reducing_offending_practitioner)),
  critical_moments: (s) => texts(concern(s).critical_moments),
  meeting_type: (s) => wordId("meeting_types", part(s.meeting).type ?? ""),
  triggered_from: (s) => part(s.meeting).triggered_from && wordId("meeting_types", part(s.meeting).triggered_from),
  meeting_types: (s) => parts(s.case.meetings).map((meeting) => wordId("meeting_types", meeting.type ?? "")),
  date_passed: (s) => (meetingDay(s) ?? Infinity) <= s.today,
};

/** Whether a condition holds. @param {any} condition @param {Scene} scene @returns {boolean} */
export const holds = (condition, scene) => verdict(condition, scene) === true;

/**
 * Whether a condition holds; undefined where it hangs on a fact that only packgen works out.
 * @param {any} condition @param {Scene} scene @returns {boolean | undefined}
 */
export function verdict(condition, scene) {
  if (condition.all) return both(condition.all.map((inner) => verdict(inner, scene)));
  if (condition.any) return negated(both(condition.any.map((inner) => negated(verdict(inner, scene)))));
  if (condition.not) return negated(verdict(condition.not, scene));
  return condition.fact in FACTS ? factHolds(condition, FACTS[condition.fact](scene)) : undefined;
}

const negated = (found) => (found === undefined ? undefined : !found);
const both = (found) => (found.includes(false) ? false : found.includes(undefined) ? undefined : true);

function factHolds(condition, value) {
  if (condition.is) return condition.is.some((wanted) => isSame(value, wanted));
  if (condition.at_least !== undefined) {
    const count = Array.isArray(value) ? value.length : value;
    return typeof count === "number" && count >= condition.at_least;
  }
  return Array.isArray(value) && condition.contains.some((wanted) => value.includes(wanted));
}

function isSame(value, wanted) {
  if (value === undefined) return wanted === "unknown";
  if (typeof value === "boolean") return wanted !== "unknown" && value === readYesNo(wanted).value;
  return String(value) === wanted;
}

/** Days since 1970 of today on the wall clock. */
export function todayNumber() {
  const now = new Date();
  return dayNumber({ year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() });
}
