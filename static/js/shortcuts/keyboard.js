// The keyboard of a page: what elements leave over comes here, at the window, and becomes an action.
import { chordOf, spoken, words, writesNothing } from "./chords.js";
import { act } from "./doing.js";
import { Following } from "./following.js";
import { acts, keysThatHold, places, sequence } from "./page.js";

const PAUSE_MS = 900; // after which keys that may go on count as they are
const WRITING =
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset]), textarea, select, " +
  "[contenteditable]:not([contenteditable=false]), td[data-field], [role=textbox], [role=combobox]";
const REPEATED = new Set(["item-next", "item-previous"]);

const broad = new Set(places.filter((place) => !place.narrow).map((place) => place.id));
const bindings = acts
  .filter((one) => broad.has(one.place))
  .flatMap((one) => keysThatHold(one).map((way) => ({ id: one.id, way })));
const following = new Following(bindings);
const whileTyping = new Map(
  acts
    .filter((one) => one.typing && broad.has(one.place))
    .flatMap((one) => one.keys.filter(writesNothing).map((way) => [way, one.id])),
);
let timer;

function settle(open) {
  clearTimeout(timer);
  sequence.open = open;
  if (!open) return;
  timer = setTimeout(() => {
    sequence.open = false;
    const id = following.stop();
    if (id) act(id);
  }, PAUSE_MS);
}

/** Inside a dialog only its own keys hold, and those that close the two which keys have opened. */
function shut(id) {
  const dialog = document.querySelector("dialog:modal");
  return dialog && dialog.dataset.opened !== id;
}

function pressed(event) {
  const chord = chordOf(event);
  if (!chord) return;
  if (event.target.closest?.(WRITING)) {
    const id = whileTyping.get(chord);
    if (id && !shut(id) && act(id)) event.preventDefault();
    return;
  }
  const { id, wait, lost, before } = following.press(chord);
  settle(Boolean(wait));
  if (before) act(before);
  const meant = id && (!event.repeat || REPEATED.has(id)) && !shut(id);
  if (wait || lost || (meant && act(id))) event.preventDefault();
}

window.addEventListener("keydown", (event) => {
  if (!event.defaultPrevented) return pressed(event);
  settle(false);
  return following.stop();
});
window.addEventListener("blur", () => {
  settle(false);
  following.stop();
});

/** Titles tell the keys as they are for this person, when somebody points at a button or comes to it. */
function tell(event) {
  const button = event.target.closest?.("[data-shortcut], [data-do]");
  if (!button || button.dataset.told !== undefined) return;
  button.dataset.told = button.title;
  const id = button.dataset.shortcut ?? `${button.closest("shot-table") ? "sheet" : "player"}.${button.dataset.do}`;
  const known = acts.find((one) => one.id === id);
  const ways = known ? keysThatHold(known, true) : [];
  if (!ways.length) return;
  if (spoken(ways[0])) button.setAttribute("aria-keyshortcuts", spoken(ways[0]));
  button.title = `${button.title || button.textContent.trim()} (${words(ways[0])})`;
}

for (const type of ["pointerover", "focusin"]) document.addEventListener(type, tell);

for (const cap of document.querySelectorAll("[data-shows-keys]")) {
  const known = acts.find((one) => one.id === cap.dataset.showsKeys);
  const way = known && keysThatHold(known)[0];
  cap.hidden = !way;
  if (way) cap.textContent = words(way);
}
