// The bar under the picture: buttons that name their keys.
import { icon } from "../toasts.js";

const BUTTONS = [
  ["previous", "step-back", "Shot before", "↑"],
  ["back", "chevron-left", "Frame back", "←", true],
  ["play", "play", "Play", "Space"],
  ["forward", "chevron-right", "Frame on", "→", true],
  ["next", "step-forward", "Next shot", "↓"],
];
const MORE = [
  ["in", "mark-in", "Mark in", "I", true],
  ["out", "mark-out", "Mark out", "O", true],
  ["captions", "captions", "Captions", "C"],
  ["mute", "sound", "Mute", "M"],
  ["fullscreen", "fullscreen", "Full screen", "F"],
];
export const SPEEDS = [0.25, 0.5, 1, 1.5, 2, 4];

function button([name, picture, label, key, wideOnly]) {
  const element = Object.assign(document.createElement("button"), {
    className: "button",
    type: "button",
    title: `${label} (${key})`,
  });
  Object.assign(element.dataset, { kind: "quiet", iconOnly: "", do: name });
  if (wideOnly) element.dataset.wideOnly = "";
  element.append(
    icon(picture),
    Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: label }),
  );
  return element;
}

function speed() {
  const select = Object.assign(document.createElement("select"), {
    className: "player-speed",
    title: "Speed",
  });
  select.setAttribute("aria-label", "Speed");
  select.append(...SPEEDS.map((rate) => new Option(`${rate}×`, rate, rate === 1, rate === 1)));
  return select;
}

/** The controls as one element, with .player-time for the time code. */
export function controls() {
  const bar = Object.assign(document.createElement("div"), { className: "player-controls" });
  const time = Object.assign(document.createElement("span"), { className: "player-time" });
  const push = Object.assign(document.createElement("span"), { className: "push" });
  bar.append(...BUTTONS.map(button), time, push, speed(), ...MORE.map(button));
  return bar;
}

/** Make a button show another picture and name: play turns into pause. */
export function turn(bar, name, picture, label, pressed = null) {
  const element = bar.querySelector(`[data-do="${name}"]`);
  element.querySelector(".icon").replaceWith(icon(picture));
  element.querySelector(".visually-hidden").textContent = label;
  if (pressed !== null) element.setAttribute("aria-pressed", String(pressed));
}
