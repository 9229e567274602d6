// Elements of a screenplay as paragraphs that can be written in, and back. A paragraph's text is the element's, letter by
// letter: page breaks inside it are empty boxes, and everything else that is shown comes from its style.
import { SPOKEN, written } from "./kinds.js";

/** A paragraph for [kind, text, number, dual, forced, depth, gap]. */
export function block([kind, text, number = "", dual = false, forced = false, depth = 0, gap = 0]) {
  const made = document.createElement("p");
  Object.assign(made.dataset, { kind, ...(number && { number }), ...(depth && { depth }), ...(gap && { gap }) });
  if (dual) made.dataset.dual = "";
  if (forced) made.dataset.forced = "";
  fill(made, text);
  return made;
}

/** Put a text into a paragraph; an empty one needs a line to stand on. */
export function fill(place, text) {
  if (text) place.textContent = text;
  else place.replaceChildren(document.createElement("br"));
}

/** The element that a paragraph shows. */
export function element(place) {
  const { kind = "action", number = "", dual, forced, depth = 0, gap = 0 } = place.dataset;
  return [kind, written(kind, place.textContent), number, dual !== undefined, forced !== undefined, +depth, +gap];
}

/** A scene's elements; those without words are left out, as they would not be there in the file either. */
export function elements(scene) {
  return [...scene.children]
    .map(element)
    .filter(([kind, text]) => kind === "page break" || kind === "character" || text.trim());
}

/** Show a scene: <section data-node> with a paragraph for each element. */
export function render(scene, rows) {
  scene.replaceChildren(...(rows.length ? rows : [["action", ""]]).map(block));
  sides(scene);
}

/** Mark who speaks on which side where two speak at once. */
export function sides(scene) {
  let speech = [];
  let before = [];
  for (const place of [...scene.children, null]) {
    const kind = place?.dataset.kind;
    if (place && SPOKEN.has(kind) && kind !== "character" && speech.length) {
      speech.push(place);
      continue;
    }
    const dual = speech[0]?.dataset.dual !== undefined && before.length > 0;
    for (const each of speech) each.toggleAttribute("data-right", dual);
    if (dual) for (const each of before) each.toggleAttribute("data-left", true);
    else for (const each of speech) each.removeAttribute("data-left");
    before = dual ? [] : speech;
    speech = kind === "character" ? [place] : [];
    if (kind !== "character") before = [];
  }
}
