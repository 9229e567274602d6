// The keys of this page: what the server wrote into it for whoever looks at it. Elements ask ``held`` in their own places.
import { chordOf, isSingle } from "./chords.js";

const read = JSON.parse(document.getElementById("shortcuts")?.textContent || '{"single": true, "places": [], "acts": []}');

export const single = read.single;
export const places = read.places.map(([id, words, selector, narrow]) => ({ id, words, selector, narrow }));
export const acts = read.acts.map(([id, words, place, keys, typing, fixed]) => ({
  id, words, place, keys, typing: Boolean(typing), fixed: Boolean(fixed),
}));

const byId = new Map(acts.map((act) => [act.id, act]));
const narrow = new Set(places.filter((place) => place.narrow).map((place) => place.id));
const held_by = new Map(); // place: Map(chord: action)

for (const act of acts.filter((one) => narrow.has(one.place) && !one.fixed)) {
  const chords = held_by.get(act.place) ?? held_by.set(act.place, new Map()).get(act.place);
  for (const way of act.keys) chords.set(way, act.id.slice(act.place.length + 1));
}

/** While keys of the page are pressed one after the other, no element takes the next. */
export const sequence = { open: false };

/** The ways to do something; empty when it is turned off or unknown. */
export function keysOf(id) {
  return byId.get(id)?.keys ?? [];
}

/** Those that hold: letters and signs alone do not where a person has turned them off. */
export function keysThatHold(act, focused = false) {
  return act.keys.filter((way) => act.fixed || single || focused || !isSingle(way));
}

/**
 * What a key press means in a narrow place such as "player", without the place's name; undefined when nothing.
 * ``focused``: the place has the keyboard, so letters alone hold there even for whoever has turned them off.
 */
export function held(event, place, { focused = true } = {}) {
  if (sequence.open) return undefined;
  const chord = chordOf(event);
  if (!chord || (!single && !focused && isSingle(chord))) return undefined;
  return held_by.get(place)?.get(chord);
}
