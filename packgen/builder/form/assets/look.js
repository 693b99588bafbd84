/** Small helpers that make elements. Text is always set as text, so nothing of a case is ever read as markup. */

/**
 * @param {string} tag @param {Record<string, any>} [attributes] `on...` are listeners, others attributes; false leaves one out
 * @param {...(Node | string | null | undefined | false)} inside @returns {any}
 */
export function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...inside.filter((part) => part !== null && part !== undefined && part !== false));
  return element;
}

/** The id of the element that asks for what stands at `path`. @param {(string | number)[]} path */
export const idOf = (path) => `f-${path.join(".")}`;

/** @param {string} label @param {() => void} act @param {Record<string, any>} [attributes] */
export const button = (label, act, attributes = {}) => make("button", { type: "button", onclick: act, ...attributes }, label);

/** Say something to screen readers without moving the focus. @param {string} text */
export function say(text) {
  const place = document.getElementById("said");
  place.textContent = "";
  place.textContent = text;
}
