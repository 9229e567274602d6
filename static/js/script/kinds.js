// What an element of a screenplay turns into: by Enter, by Tab, and by what was typed at its beginning.

const AFTER_ENTER = {
  heading: "action",
  action: "action",
  character: "dialogue",
  parenthetical: "dialogue",
  dialogue: "action",
  transition: "heading",
  lyrics: "lyrics",
};
const AFTER_TAB = {
  heading: "action",
  action: "character",
  character: "parenthetical",
  parenthetical: "dialogue",
  dialogue: "parenthetical",
  transition: "heading",
};
// An empty element changes instead of beginning another one.
const EMPTY_TAB = {
  action: "character",
  character: "transition",
  transition: "heading",
  heading: "action",
  dialogue: "parenthetical",
  parenthetical: "dialogue",
};
const EMPTY_ENTER = { action: "heading", dialogue: "action", parenthetical: "dialogue" };
const CAPITALS = new Set(["heading", "character", "transition"]);
const HEADING = /^(?:int|ext|est|i\/e)(?:\.?\/(?:int|ext))?[.\s]/i;
export const SPOKEN = new Set(["character", "parenthetical", "dialogue", "lyrics"]);

/** The kind of the element that Enter or Tab begins behind one of ``kind``. */
export function following(kind, key) {
  return (key === "Tab" ? AFTER_TAB : AFTER_ENTER)[kind] ?? "action";
}

/** What Enter or Tab makes of an empty element. */
export function changed(kind, key, back) {
  const map = key === "Tab" ? EMPTY_TAB : EMPTY_ENTER;
  if (back) return Object.keys(map).find((from) => map[from] === kind) ?? "action";
  return map[kind] ?? "action";
}

/** A text as its kind is written: names, headings and transitions in capitals, parentheticals in brackets. */
export function written(kind, text) {
  if (CAPITALS.has(kind)) return text.toLocaleUpperCase();
  if (kind === "parenthetical" && text && !text.startsWith("(")) return `(${text.replace(/\)?$/, ")")}`;
  return text;
}

/** Transitions that do not end in "TO:"; projects/screenplay/transitions.py reads them, too. */
const LEAVING = /^(?:FADE (?:IN|OUT)(?: TO (?:BLACK|WHITE))?|FADE TO (?:BLACK|WHITE)|(?:SMASH )?CUT TO BLACK)[.:]$/;

/** The kind that a text shows by itself, such as "int. " at the beginning of action; or the same. */
export function guessed(kind, text) {
  if (kind === "action" && HEADING.test(text)) return "heading";
  if (kind === "dialogue" && text.startsWith("(") && !text.includes("\n")) return "parenthetical";
  if (kind === "action" && (/^[\p{Lu}\s]+ TO:$/u.test(text) || LEAVING.test(text))) return "transition";
  return kind;
}
