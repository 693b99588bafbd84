/**
 * The words of the council: what a typed word means, and how it is shown.
 * @typedef {{value: string, label: string, also: string[], group?: string, note?: string}} Choice
 */

const spelt = (text) => text.trim().toLowerCase().replaceAll("-", "_").replaceAll(" ", "_").replace(/['’]/g, "");

/** What the form knows besides the case: parts, words, sections, switches. Filled once by `useModel`. */
export const known = { parts: {}, words: {}, sections: [], switches: [], starts: [], asked: {}, authority: "", version: "", guidance: "" };

/** @param {object} model as packgen/builder/form/model.py gives it */
export function useModel(model) {
  Object.assign(known, model);
}

/** @param {string | Choice[]} named a list of words by name, or the list itself @returns {Choice[]} */
export function choicesOf(named) {
  return typeof named === "string" ? known.words[named] : named;
}

/** The choice that `text` means by id, other spelling or label. @returns {Choice | undefined} */
export function meant(named, text) {
  if (!text) return undefined;
  const wanted = spelt(text);
  const fits = (choice) => [choice.value, ...choice.also, choice.label].some((word) => spelt(word) === wanted);
  return choicesOf(named).find(fits);
}

/** The id of the word that `text` means, or the text itself. */
export const wordId = (named, text) => meant(named, text)?.value ?? text;

/** A word as people read it. */
export const wordLabel = (named, text) => meant(named, text)?.label ?? text ?? "";
