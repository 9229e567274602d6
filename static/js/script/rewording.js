// The way from what is selected on the sheet to the page on which a model words it again.

const SPEECH = new Set(["dialogue", "parenthetical", "lyrics"]);
const MOST = 1500; // letters that travel in an address; a longer passage is chosen there

/** The address for a selection, or for the line in which the caret stands; ``base`` is the screenplay's. */
export function wordingUrl(base, at) {
  const scene = at.from.closest("section[data-node]");
  const words = at.collapsed ? at.from.textContent : passage(scene, at);
  const query = words.trim() && words.length <= MOST ? `?${new URLSearchParams({ passage: words.trim() })}` : "";
  return `${base}wording/${scene.dataset.node}/${query}`;
}

/** The words of a selection as its scene stores them: speech under its name, an empty line between the rest. */
function passage(scene, { from, start, to, end }) {
  if (from === to) return from.textContent.slice(start, end);
  let words = from.textContent.slice(start);
  for (let place = from.nextElementSibling; place && place.parentNode === scene; place = place.nextElementSibling) {
    words += (SPEECH.has(place.dataset.kind) ? "\n" : "\n\n") + place.textContent.slice(0, place === to ? end : undefined);
    if (place === to) break;
  }
  return words;
}
