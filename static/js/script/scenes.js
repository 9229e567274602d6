// Scenes on the sheet: a section each, with the server's name for it and the revision it was read at.
import { elements, render } from "./blocks.js";

function empty({ node, revision }) {
  const scene = document.createElement("section");
  scene.id = `write-${node}`;
  Object.assign(scene.dataset, { node, revision });
  return scene;
}

/** A scene as the server tells it: {node, revision, elements}. */
export function made(told) {
  const scene = empty(told);
  render(scene, told.elements);
  return scene;
}

/** One scene became several: [{node, revision, count}] say which paragraphs move into scenes of their own. */
export function split(scene, parts) {
  const printed = [...scene.children].filter((place) => elements({ children: [place] }).length);
  let first = parts[0].count;
  let last = scene;
  scene.dataset.revision = parts[0].revision;
  for (const part of parts.slice(1)) {
    const next = empty(part);
    const from = printed[first];
    first += part.count;
    const until = printed[first] ?? null;
    for (let place = from; place && place !== until; ) {
      const following = place.nextElementSibling;
      next.append(place);
      place = following;
    }
    last.after(next);
    last = next;
  }
}
