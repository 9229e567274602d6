// Markdown as blocks of a page and back: headings, paragraphs, lists, bold and italic. Whatever else is written stays words,
// and a block that nobody touched goes back letter for letter as it came.

const HEADING = /^(#{1,6})[ \t]+(.*)$/;
const ITEM = /^\s*[-*+]\s+(.*)$/;
const BOLD = /\*\*(\S(?:.*?\S)?)\*\*/;
const ITALIC = /(?<![*\w])[*_](\S(?:.*?\S)?)[*_](?![*\w])/;

// Of a block { source, before, written }: as it came, what stood above it, and as it would be written; of a page what stood last.
const known = new WeakMap();

/** Fill `place` with the blocks of a text. */
export function fill(place, text) {
  place.replaceChildren();
  for (const { source, before, kind } of parts(text.replaceAll("\r\n", "\n"))) {
    if (!kind) {
      known.set(place, before);
      continue;
    }
    const block = made(source, kind);
    place.append(block);
    known.set(block, { source, before, written: written(block) });
  }
  if (!place.children.length)
    place.append(Object.assign(document.createElement("p"), { innerHTML: "<br>" }));
}

/** The text of the blocks in `place`, or of a part that was copied out of them. */
export function textOf(place) {
  let [text, last] = ["", ""];
  for (const node of place.childNodes) {
    const made = written(node);
    if (!made.trim()) continue;
    const came = known.get(node);
    const words = came?.written === made ? came.source : made;
    text += gap(came?.before ?? "\n\n", last, words) + words;
    last = words;
  }
  return text && text + (known.get(place) ?? "");
}

/** What stands above a block: an empty line at least, unless one of the two is a heading that had none. */
function gap(before, last, words) {
  if (!last) return before === "\n\n" ? "" : before;
  if (before.includes("\n\n")) return before;
  return before && (last.startsWith("#") || words.startsWith("#")) ? before : "\n\n";
}

function* parts(text) {
  const lines = text.split("\n");
  const kindOf = (line) =>
    !line.trim() ? "" : HEADING.test(line) ? "heading" : ITEM.test(line) ? "list" : "words";
  let [at, before] = [0, ""];
  while (at < lines.length) {
    const kind = kindOf(lines[at]);
    const start = at;
    at += 1;
    if (kind === "list" || kind === "words")
      while (at < lines.length && ["list", "words"].includes(kindOf(lines[at]))) at += 1;
    const found = lines.slice(start, at);
    const end = at < lines.length ? "\n" : "";
    if (!kind) {
      before += found[0] + end;
      continue;
    }
    const whole = kind === "heading" || found.every((line) => kindOf(line) === "list") ? kind : "words";
    yield { source: found.join("\n"), before, kind: whole };
    before = end;
  }
  yield { before }; // what stands behind the last block
}

function made(source, kind) {
  if (kind === "heading") {
    const [, signs, words] = HEADING.exec(source);
    return inline(document.createElement(`h${Math.min(signs.length + 1, 6)}`), words.trim());
  }
  const lines = source.split("\n");
  if (kind === "list") {
    const list = document.createElement("ul");
    for (const line of lines) list.append(inline(document.createElement("li"), ITEM.exec(line)[1]));
    return list;
  }
  const paragraph = document.createElement("p");
  lines.forEach((line, at) => {
    if (at) paragraph.append(document.createElement("br"));
    inline(paragraph, line);
  });
  return paragraph;
}

function inline(place, text) {
  for (const [pattern, name] of [
    [BOLD, "strong"],
    [ITALIC, "em"],
  ]) {
    const found = pattern.exec(text);
    if (!found) continue;
    inline(place, text.slice(0, found.index));
    place.append(inline(document.createElement(name), found[1]));
    return inline(place, text.slice(found.index + found[0].length));
  }
  if (text) place.append(text);
  return place;
}

function written(node) {
  if (/^H[1-6]$/.test(node.nodeName)) {
    const words = marked(node).replaceAll("\n", " ").trim();
    return words && `${"#".repeat(Math.max(Number(node.nodeName[1]) - 1, 1))} ${words}`;
  }
  if (node.nodeName === "UL" || node.nodeName === "OL")
    return [...node.querySelectorAll("li")]
      .map((item) => `- ${marked(item).replaceAll("\n", " ").trim()}`)
      .join("\n");
  const blocks = [...node.childNodes].filter((child) => /^(P|UL|OL|H[1-6])$/.test(child.nodeName));
  if (blocks.length) return [...node.childNodes].map(written).filter(Boolean).join("\n\n");
  return marked(node).replace(/\n$/, "");
}

/** The words of a block with their marks, from runs of the same make. */
function marked(node) {
  const runs = [];
  gather(node, { bold: false, italic: false }, runs);
  let text = "";
  for (let at = 0; at < runs.length; ) {
    let end = at + 1;
    while (end < runs.length && runs[end].bold === runs[at].bold) end += 1;
    const inside = runs.slice(at, end).map((run) => wrap(run.text, run.italic ? (run.bold ? "_" : "*") : ""));
    text += wrap(inside.join(""), runs[at].bold ? "**" : "");
    at = end;
  }
  return text;
}

/** Marks stand at words, never at spaces, and never around a line's end. */
function wrap(text, mark) {
  if (!mark) return text;
  return text
    .split("\n")
    .map((line) => line.replace(/^(\s*)(.*?)(\s*)$/, (_, a, words, b) => a + (words && mark + words + mark) + b))
    .join("\n");
}

function gather(node, style, runs) {
  if (node.nodeType === Node.TEXT_NODE || node.nodeName === "BR") {
    const text = node.nodeName === "BR" ? "\n" : node.data.replaceAll("\n", " ");
    const last = runs.at(-1);
    if (last && (text === "\n" || (last.bold === style.bold && last.italic === style.italic))) last.text += text;
    else runs.push({ text, ...style });
    return;
  }
  const own = {
    bold: style.bold || ["STRONG", "B"].includes(node.nodeName),
    italic: style.italic || ["EM", "I"].includes(node.nodeName),
  };
  for (const child of node.childNodes) gather(child, own, runs);
}
