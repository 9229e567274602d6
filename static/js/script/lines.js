// What each line of a Fountain text is, for its colour. The server says what a text means; this only paints it while it is typed.
const HEADING = /^(?:int|ext|est|i\/e)(?:\.?\/(?:int|ext))?[.\s]/i;
const MARKED = { "#": "section", "=": "section", "~": "lyrics", "@": "character", "!": "action" };

const upper = (text) => text === text.toUpperCase() && text !== text.toLowerCase();
const named = (text) => upper(text.replace(/\([^()]*\)/g, "").replace(/\^\s*$/, ""));

/** What a line is where an element may begin. */
function beginning(line, next) {
  const mark = line[0];
  if (mark === ">") return line.trimEnd().endsWith("<") ? "action" : "transition";
  if (mark === "." && line[1] !== ".") return "heading";
  if (MARKED[mark]) return MARKED[mark];
  if (HEADING.test(line)) return "heading";
  if (upper(line) && line.trimEnd().endsWith("TO:")) return "transition";
  return next?.trim() && named(line) ? "character" : "action";
}

/** What a line under a cue is. */
function spoken(line) {
  const bare = line.trim();
  if (bare.startsWith("(") && bare.endsWith(")")) return "parenthetical";
  return bare.startsWith("~") ? "lyrics" : "dialogue";
}

/** Whether a note or a boneyard that was open stays open after this line: its closing sign, or "". */
function open(line, closing) {
  let at = 0;
  for (;;) {
    if (closing) {
      const end = line.indexOf(closing, at);
      if (end < 0) return closing;
      at = end + 2;
    }
    const cut = line.indexOf("/*", at);
    const note = line.indexOf("[[", at);
    if (cut < 0 && note < 0) return "";
    const isCut = cut >= 0 && (note < 0 || cut < note);
    closing = isCut ? "*/" : "]]";
    at = (isCut ? cut : note) + 2;
  }
}

/** The kind of each line: heading, character, dialogue, parenthetical, lyrics, transition, section, note, action, or "". */
export function kinds(lines) {
  let [before, speaking, closing] = ["", false, ""];
  return lines.map((line, at) => {
    const inside = closing;
    if (closing || line.includes("/*") || line.includes("[[")) closing = open(line, closing);
    if (!line) [before, speaking] = ["", false];
    if (inside || /^(?:\/\*|\[\[)/.test(line)) return "note";
    if (!line.trim()) return "";
    if (speaking) return spoken(line);
    if (before !== "action" || line[0] === "#" || line[0] === "=") before = beginning(line, lines[at + 1]);
    speaking = before === "character";
    return before;
  });
}
