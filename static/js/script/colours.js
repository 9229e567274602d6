// Colours for what is typed inside an element: emphasis, notes, and what is searched for. No letter is touched: the browser
// paints ranges (CSS Custom Highlight API); one that cannot shows plain text.
import { span } from "./caret.js";

const MARKS = /(\[\[[\s\S]*?\]\])|(\*{1,3}[^\s*](?:[^*\n]*[^\s*])?\*{1,3}|_[^\s_](?:[^_\n]*[^\s_])?_)/g;
const able = typeof Highlight !== "undefined" && CSS.highlights !== undefined;
const painted = new WeakMap();
const layers = able
  ? Object.fromEntries(
      ["script-note", "script-emphasis", "script-found", "script-current"].map((name) => {
        const layer = new Highlight();
        CSS.highlights.set(name, layer);
        return [name, layer];
      }),
    )
  : {};

/** Colour the notes and emphasis of one paragraph anew. */
export function colour(place) {
  if (!able) return;
  for (const [layer, range] of painted.get(place) ?? []) layers[layer].delete(range);
  painted.delete(place);
  const text = place.textContent;
  if (!/[*_[]/.test(text)) return;
  const ranges = [];
  for (const match of text.matchAll(MARKS)) {
    const layer = match[1] ? "script-note" : "script-emphasis";
    const range = span(place, match.index, match.index + match[0].length);
    layers[layer].add(range);
    ranges.push([layer, range]);
  }
  if (ranges.length) painted.set(place, ranges);
}

/** Show what was found: [{place, start, end}], one of them as the current one. */
export function showFound(hits, current) {
  if (!able) return;
  layers["script-found"].clear();
  layers["script-current"].clear();
  hits.forEach(({ place, start, end }, at) => {
    layers[at === current ? "script-current" : "script-found"].add(span(place, start, end));
  });
}
