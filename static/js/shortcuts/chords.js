// Key presses in the words in which bindings are written: "Mod+Shift+k", "?", "Space". accounts/shortcuts/keys.py reads the
// same words from people.

const HELD = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "NumLock", "Fn", "OS"]);
const NONE = new Set(["Dead", "Process", "Unidentified", "Compose"]);
const SIGNS = { Slash: "/", Period: ".", Comma: ",", Minus: "-", Equal: "=", BracketLeft: "[", BracketRight: "]" };
const CAPS = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };
const NAMES = { PageUp: "Page Up", PageDown: "Page Down" };
const ON_MAC = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "return", Backspace: "delete" };

/** True on a keyboard that has Cmd: there it is what Ctrl is elsewhere. */
export const isMac = /mac|iphone|ipad/i.test(
  globalThis.navigator?.userAgentData?.platform || globalThis.navigator?.platform || "",
);

/** Where the key lies on the keyboard, for layouts and for Alt on a Mac, which give it other signs. */
function lying(code = "") {
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1].toLowerCase() ?? SIGNS[code];
}

function keyOf(event, alt) {
  if (event.key === " ") return "Space";
  if (event.key.length > 1) return event.key;
  const strange = alt || /[^\x20-\x7e]/.test(event.key);
  return ((strange && lying(event.code)) || event.key).toLowerCase();
}

/** The chord of a key press; an empty string when it is none: a modifier alone, or part of a composed letter. */
export function chordOf(event) {
  if (event.isComposing || !event.key || HELD.has(event.key) || NONE.has(event.key)) return "";
  const written = event.getModifierState?.("AltGraph") && event.key.length === 1; // AltGr writes the sign that is meant
  const mod = !written && (event.ctrlKey || event.metaKey);
  const alt = !written && event.altKey;
  const key = keyOf(event, alt);
  // A sign is the same wherever a keyboard has it; a letter with Shift is another chord.
  const shift = event.shiftKey && (alt || key.length > 1 || /\p{L}/u.test(key));
  return [mod && "Mod", alt && "Alt", shift && "Shift", key].filter(Boolean).join("+");
}

/** "Mod+Shift+k" in parts; the key + itself is kept. */
function parts(chord) {
  return chord === "+" ? ["+"] : chord.endsWith("++") ? [...chord.slice(0, -2).split("+"), "+"] : chord.split("+");
}

/** Whether keys begin with a letter or sign alone. */
export function isSingle(way) {
  return way.split(" ")[0].replace(/^Shift\+/, "").length === 1;
}

/** Whether keys hold Ctrl, Cmd or Alt, so that pressing them writes nothing. */
export function writesNothing(chord) {
  return /^(?:Mod|Alt)\+/.test(chord);
}

/** What is printed on the keys of each press, in order: "g 1" gives [["G"], ["1"]]. */
export function caps(way, mac = isMac) {
  return way.split(" ").map((chord) =>
    parts(chord).map((key) => {
      if (mac && ON_MAC[key]) return ON_MAC[key];
      if (key === "Mod") return "Ctrl";
      return CAPS[key] ?? NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    }),
  );
}

/** The same for a sentence: "G then 1". */
export function words(way, mac = isMac) {
  return caps(way, mac)
    .map((keys) => keys.join(" "))
    .join(" then ");
}

/** The same as aria-keyshortcuts wants it; empty for keys that come one after the other. */
export function spoken(way, mac = isMac) {
  if (way.includes(" ")) return "";
  return parts(way)
    .map((key) => (key === "Mod" ? (mac ? "Meta" : "Control") : key))
    .join("+");
}
