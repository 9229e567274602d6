// <shortcut-help> around its dialog: lists the keys that hold on this page, as they are for whoever looks, and finds among them.
import { caps, words } from "../shortcuts/chords.js";
import { holds } from "../shortcuts/doing.js";
import { acts, keysThatHold, places, single } from "../shortcuts/page.js";

function make(tag, className, ...children) {
  const element = Object.assign(document.createElement(tag), { className });
  element.append(...children);
  return element;
}

/** One way as keys to look at: "G then 1", "Ctrl K". */
function drawn(way) {
  return caps(way).flatMap((keys, at) => [
    ...(at ? [make("span", "faint", " then ")] : []),
    ...keys.flatMap((key, next) => [...(next ? [" "] : []), make("kbd", "kbd", key)]),
  ]);
}

/** The actions that the page has something for, with the keys that hold now. */
function here(place) {
  if (place.selector && !document.querySelector(place.selector)) return [];
  return acts
    .filter((one) => one.place === place.id && (one.fixed || place.narrow || holds(one.id)))
    .map((one) => ({ words: one.words, ways: keysThatHold(one, place.narrow) }))
    .filter(({ ways }) => ways.length);
}

class ShortcutHelp extends HTMLElement {
  connectedCallback() {
    this.dialog.addEventListener("toggle", (event) => event.newState === "open" && this.#open());
    this.search.addEventListener("input", () => this.#find());
  }

  get dialog() {
    return this.querySelector("dialog");
  }

  get search() {
    return this.querySelector("input");
  }

  #open() {
    const rank = (place) => (place.id === "parts" ? 2 : place.narrow ? 0 : 1); // what one works in comes first
    const groups = [...places].sort((one, other) => rank(one) - rank(other)).map((place) => this.#group(place));
    this.querySelector("[data-keys]").replaceChildren(...groups.filter(Boolean));
    this.querySelector("[data-singles-off]").hidden = single;
    this.search.value = "";
    this.#find();
    this.search.focus();
  }

  #group(place) {
    const rows = here(place);
    if (!rows.length) return null;
    const list = make("dl", "key-list");
    for (const { words: said, ways } of rows) {
      const keys = ways.flatMap((way, at) => [...(at ? [make("span", "faint", " or ")] : []), ...drawn(way)]);
      const row = make("div", "key-row", make("dt", "", said), make("dd", "", ...keys));
      row.dataset.found = `${said} ${ways.map((way) => words(way)).join(" ")}`.toLowerCase();
      list.append(row);
    }
    return make("section", "key-group", make("h3", "", place.words), list);
  }

  #find() {
    const asked = this.search.value.trim().toLowerCase();
    let found = 0;
    for (const row of this.querySelectorAll(".key-row")) {
      row.hidden = !asked.split(/\s+/).every((word) => row.dataset.found.includes(word));
      found += row.hidden ? 0 : 1;
    }
    for (const group of this.querySelectorAll(".key-group"))
      group.hidden = ![...group.querySelectorAll(".key-row")].some((row) => !row.hidden);
    this.querySelector("[data-none]").textContent = found ? "" : "No key here does that.";
  }
}

customElements.define("shortcut-help", ShortcutHelp);
