// Page breaks while one writes: the server lays the script out, here its breaks are shown where they are.
import { span } from "./caret.js";

/** Show the breaks [{page, scene, element, offset, more, contd}] in an editor. Scenes being typed in keep theirs. */
export function showPages(root, pages) {
  const wanted = new Map();
  for (const page of pages) {
    if (!wanted.has(page.scene)) wanted.set(page.scene, []);
    wanted.get(page.scene).push(page);
  }
  for (const scene of root.children) {
    if (scene.hasAttribute("data-unsaved")) continue;
    const breaks = wanted.get(scene.dataset.node) ?? [];
    const key = JSON.stringify(breaks);
    if (scene.dataset.breaks === key) continue;
    scene.dataset.breaks = key;
    show(scene, breaks);
  }
}

function show(scene, breaks) {
  const caret = remembered(scene);
  for (const place of scene.children) {
    delete place.dataset.page;
    delete place.dataset.contd;
    delete place.dataset.more;
    for (const box of place.querySelectorAll("span[data-page]")) {
      box.remove();
      place.normalize();
    }
  }
  const printed = [...scene.children].filter(
    (place) => ["page break", "character"].includes(place.dataset.kind) || place.textContent.trim(),
  );
  for (const { page, element, offset, more, contd } of breaks) {
    const place = printed[element];
    if (!place) continue;
    const mark = offset > 0 && offset < place.textContent.length ? document.createElement("span") : place;
    mark.dataset.page = `${page}.`;
    if (more) mark.dataset.more = "(MORE)";
    if (contd) mark.dataset.contd = contd;
    if (mark === place) continue;
    mark.contentEditable = "false";
    span(place, offset, offset).insertNode(mark);
  }
  caret?.();
}

/** How to put the caret back where it was, if it is in this scene. */
function remembered(scene) {
  const selection = getSelection();
  if (!selection.rangeCount || !scene.contains(selection.anchorNode)) return null;
  const places = [...scene.children];
  const kept = [selection.anchorNode, selection.focusNode].map((node, which) => {
    const place = places.find((each) => each.contains(node)) ?? places[0];
    const range = document.createRange();
    range.setStart(place, 0);
    range.setEnd(node, which ? selection.focusOffset : selection.anchorOffset);
    return [place, range.toString().length];
  });
  return () => {
    const [from, to] = kept.map(([place, letters]) => {
      const at = span(place, letters, letters);
      return [at.startContainer, at.startOffset];
    });
    selection.setBaseAndExtent(...from, ...to);
  };
}
