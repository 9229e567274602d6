// Where the caret is, as a paragraph and a number of letters into it, whatever boxes stand in between.

/** The paragraph that holds a node of the editor. */
export function blockOf(node) {
  const from = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
  return from?.closest("p[data-kind]") ?? null;
}

function lettersBefore(place, node, offset) {
  const range = document.createRange();
  range.setStart(place, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** {from, start, to, end, collapsed}: the selection inside a root, or null. */
export function selected(root) {
  const selection = getSelection();
  if (!selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const from = blockOf(range.startContainer) ?? nearest(root, range.startContainer, range.startOffset);
  const to = blockOf(range.endContainer) ?? nearest(root, range.endContainer, range.endOffset);
  if (!from || !to) return null;
  const start = from.contains(range.startContainer) ? lettersBefore(from, range.startContainer, range.startOffset) : 0;
  const end = to.contains(range.endContainer) ? lettersBefore(to, range.endContainer, range.endOffset) : 0;
  return { from, start, to, end, collapsed: range.collapsed };
}

function nearest(root, node, offset) {
  const child = node.childNodes?.[offset] ?? node;
  return child.querySelector?.("p[data-kind]") ?? root.querySelector("p[data-kind]");
}

/** The node and offset of a place in a paragraph's text. */
export function point(place, offset) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last = null;
  while (walker.nextNode()) {
    last = walker.currentNode;
    if (left <= last.length) return [last, left];
    left -= last.length;
  }
  return last ? [last, last.length] : [place, 0];
}

/** A range over letters of a paragraph. */
export function span(place, start, end) {
  const range = document.createRange();
  range.setStart(...point(place, start));
  range.setEnd(...point(place, end));
  return range;
}

/** Put the caret, and see that it can be seen. */
export function put(place, offset) {
  getSelection().collapse(...point(place, offset));
  const box = place.getBoundingClientRect();
  if (box.top < 120 || box.bottom > innerHeight - 60) place.scrollIntoView({ block: "center" });
}

/** The paragraphs from one to another, both included, across scenes. */
export function between(root, from, to) {
  const all = [...root.querySelectorAll("p[data-kind]")];
  return all.slice(all.indexOf(from), all.indexOf(to) + 1);
}

/** The paragraph before or behind one, also in the neighbouring scene. */
export function neighbour(place, step) {
  const side = step < 0 ? "previousElementSibling" : "nextElementSibling";
  if (place[side]) return place[side];
  let scene = place.parentElement[side];
  while (scene && !scene.children.length) scene = scene[side];
  return scene ? (step < 0 ? scene.lastElementChild : scene.firstElementChild) : null;
}
