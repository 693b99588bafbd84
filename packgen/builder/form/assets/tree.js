/**
 * The case file as a tree that remembers its comments, its order and what the form does not show. Every scalar is text,
 * as packgen reads it. The only module that knows the YAML library.
 *
 * @typedef {(string | number)[]} Path
 * @typedef {string | Plain[] | {[key: string]: Plain}} Plain
 */
/* global YAML */

const MOST_CHARACTERS = 5_000_000;
const OPTIONS = { schema: "failsafe", keepSourceTokens: false, uniqueKeys: true, logLevel: "silent", strict: true };

/** A file that cannot be opened, said so that staff know what to do. */
export class OpeningError extends Error {}

/** One open case file. */
export class CaseTree {
  /** @param {any} doc @param {string} name file name @param {boolean} json */
  constructor(doc, name, json) {
    this.doc = doc;
    this.name = name;
    this.json = json;
  }

  /** A case with nothing in it yet. */
  static empty() {
    return CaseTree.open("case: {}\n", "", false);
  }

  /** @param {string} text @param {string} name @returns {CaseTree} @throws {OpeningError} */
  static open(text, name) {
    if (text.length > MOST_CHARACTERS) throw new OpeningError("This file is larger than 5 MB, the most that is read.");
    const json = name.toLowerCase().endsWith(".json");
    const lines = text.replace(/\r\n?/g, "\n").replace(/\u0000/g, "");
    const doc = parsed(json ? textsOnly(lines) : lines);
    if (!YAML.isMap(doc.contents) || !doc.has("case")) {
      throw new OpeningError("This is not a case file: it has no line “case:” at its start.");
    }
    const tree = new CaseTree(doc, name, json);
    refuseSpecials(tree.doc);
    return tree;
  }

  /** The whole case as plain texts, lists and mappings; blanks are left out, as packgen leaves them out. */
  plain() {
    return /** @type {any} */ (withoutBlanks(this.doc.toJS()) ?? {});
  }

  /** @param {Path} path @returns {Plain | undefined} with blanks in place */
  get(path) {
    const node = this.doc.getIn(path, true);
    if (node === undefined || node === null) return undefined;
    return YAML.isScalar(node) ? String(node.value ?? "") : node.toJS(this.doc);
  }

  /** Put a text, list or mapping at `path`; an empty one takes the key away. Missing levels are made. @param {Path} path */
  set(path, value) {
    if (isEmpty(value)) {
      this.remove(path);
      return;
    }
    this.#makeParents(path);
    const node = this.doc.getIn(path, true);
    if (typeof value === "string" && YAML.isScalar(node)) {
      if (node.value !== value) Object.assign(node, { value, type: styleOf(value), source: undefined });
      return;
    }
    const made = this.#node(value);
    if (YAML.isCollection(node) || YAML.isScalar(node)) {
      made.comment = YAML.isScalar(node) === YAML.isScalar(made) ? node.comment : undefined;
      made.commentBefore = node.commentBefore ?? (YAML.isScalar(made) ? undefined : node.comment);
    }
    this.doc.setIn(path, made);
  }

  /** Take away what stands at `path`, and above it what is left with nothing (entries of lists stay). @param {Path} path */
  remove(path) {
    const node = this.doc.getIn(path, true);
    if (node === undefined) return;
    if (YAML.isScalar(node) && typeof path.at(-1) === "string" && node.comment) {
      Object.assign(node, { value: "", type: "PLAIN", source: undefined });
      return;
    }
    this.doc.deleteIn(path);
    const above = path.slice(0, -1);
    if (above.length < 2 || typeof above.at(-1) === "number") return;
    const parent = this.doc.getIn(above, true);
    if (YAML.isCollection(parent) && parent.items.length === 0) this.remove(above);
  }

  /** Add an entry to the list at `path`; returns its number. @param {Path} path @param {Plain} value */
  add(path, value) {
    const list = this.#list(path);
    list.flow = false;
    list.items.push(this.#node(value));
    return list.items.length - 1;
  }

  /** Move the entry `from` of the list at `path` to `to`. @param {Path} path */
  move(path, from, to) {
    const { items } = this.#list(path);
    if (to < 0 || to >= items.length) return;
    items.splice(to, 0, ...items.splice(from, 1));
  }

  /** The file to save: what was opened with what was changed, and `end_of_case: true` as its last line. @returns {string} */
  text() {
    this.#end();
    if (this.json) return `${JSON.stringify(this.doc.toJS(), null, 2)}\n`;
    return this.doc.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: true });
  }

  #list(path) {
    const node = this.doc.getIn(path, true);
    if (YAML.isSeq(node)) return node;
    this.#makeParents(path);
    const list = this.doc.createNode([]);
    this.doc.setIn(path, list);
    return list;
  }

  /** A key without a value (`join:`) becomes a mapping before something is put below it. */
  #makeParents(path) {
    for (let depth = 1; depth < path.length; depth += 1) {
      const node = this.doc.getIn(path.slice(0, depth), true);
      if (YAML.isCollection(node)) {
        if (node.flow) node.flow = false;
        continue;
      }
      const made = this.doc.createNode(typeof path[depth] === "number" ? [] : {});
      if (node?.comment) made.commentBefore = node.comment;
      this.doc.setIn(path.slice(0, depth), made);
    }
  }

  #node(value) {
    const node = this.doc.createNode(value);
    YAML.visit(node, { Scalar: (key, scalar) => void (key !== "key" && (scalar.type = styleOf(String(scalar.value)))) });
    return node;
  }

  #end() {
    const { items } = this.doc.contents;
    const at = items.findIndex((pair) => String(pair.key.value ?? pair.key) === "end_of_case");
    const pair = at < 0 ? this.doc.createPair("end_of_case", "true") : items.splice(at, 1)[0];
    if (!YAML.isScalar(pair.value)) pair.value = this.doc.createNode("true");
    if (!/^(true|yes)$/i.test(String(pair.value.value))) Object.assign(pair.value, { value: "true", source: undefined });
    pair.value.type = "PLAIN";
    items.push(pair);
    if (this.doc.comment) {
      const [first] = items;
      if (first.key.commentBefore === undefined) this.doc.commentBefore ??= "";
      this.doc.commentBefore = [this.doc.commentBefore, this.doc.comment].filter(Boolean).join("\n");
      this.doc.comment = null;
    }
  }
}

/** @param {string} text */
function parsed(text) {
  let doc;
  const tooDeep = new OpeningError("This file is nested too deeply to be a case file.");
  if (/(?:[[{]\s*){50}|(?:-[ \t]+){50}/.test(text)) throw tooDeep;
  try {
    doc = YAML.parseDocument(text, OPTIONS);
  } catch {
    throw tooDeep;
  }
  const [error] = doc.errors;
  if (error) {
    const line = error.linePos?.[0]?.line;
    const where = line ? `Line ${line}` : "One line";
    throw new OpeningError(`${where} of this file cannot be read, so nothing was opened. packgen's own message for the file (its PROBLEM note) says how to type that line.`);
  }
  return doc;
}

/** JSON in which every number, true and false is the text that was typed; null is left empty. @param {string} text */
function textsOnly(text) {
  const made = text.replace(/"(?:[^"\\\n]|\\.)*"|\t|[^\s[\]{}:,"]+/g, (token) => {
    if (token.startsWith('"')) return token;
    return token === "\t" ? " " : token === "null" ? '""' : JSON.stringify(token);
  });
  try {
    JSON.parse(made);
  } catch {
    throw new OpeningError("This file ends in .json, but it is not valid JSON, so nothing was opened.");
  }
  return made;
}

function refuseSpecials(doc) {
  const refuse = () => {
    throw new OpeningError("This file uses a YAML alias, anchor or tag (* & !), which a case file may not hold.");
  };
  const look = (_key, node) => void ((node.anchor || node.tag) && refuse());
  YAML.visit(doc, { Alias: refuse, Scalar: look, Map: look, Seq: look });
}

function withoutBlanks(value) {
  if (Array.isArray(value)) return value.map(withoutBlanks).filter((item) => item !== undefined);
  if (value !== null && typeof value === "object") {
    const kept = Object.entries(value).map(([key, part]) => [key, withoutBlanks(part)]);
    return Object.fromEntries(kept.filter(([, part]) => part !== undefined));
  }
  const text = String(value ?? "");
  return text.trim() ? text : undefined;
}

function isEmpty(value) {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) ? value.length === 0 : typeof value === "object" && Object.keys(value).length === 0;
}

/** How a text is written so that YAML cannot bend it: plain only where that is safe beyond doubt. @param {string} text */
function styleOf(text) {
  if (/^[A-Za-z0-9][A-Za-z0-9_ ./()'’£-]*$/.test(text) && !text.endsWith(" ")) return "PLAIN";
  const printable = /^[\n\x20-\x7e\xa1-\ud7ff\ue000-\ufefe\uff00-\ufffd]+$/.test(text) && !/[\u2028\u2029]/.test(text);
  if (text.includes("\n") && printable && !/^\s|[ \t]\n|\s$/.test(text)) return "BLOCK_LITERAL";
  return "QUOTE_DOUBLE";
}

/** What staff paste, made printable: line ends, tabs and control characters as a case file may hold them. */
export function tidied(text) {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}
