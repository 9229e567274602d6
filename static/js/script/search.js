// Find and replace in the script editor.
import { put } from "./caret.js";
import { showFound } from "./colours.js";

const MOST = 5_000;

export class Search {
  #root;
  #form;
  #change; // (place, text) puts a new text into a paragraph
  #hits = [];
  #at = -1;

  constructor(root, form, change) {
    this.#root = root;
    this.#form = form;
    this.#change = change;
    form.addEventListener("input", () => this.#find());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go(event.submitter?.value === "previous" ? -1 : 1);
    });
    form.addEventListener("click", (event) => {
      const what = event.target.closest("button[type=button]")?.value;
      if (what === "replace") this.#replace();
      if (what === "all") this.#replaceAll();
      if (what === "close") this.close();
    });
    form.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  open() {
    const words = getSelection().toString();
    this.#form.hidden = false;
    if (words && !words.includes("\n")) this.#field("find").value = words;
    this.#field("find").select();
    this.#find();
  }

  close() {
    this.#form.hidden = true;
    showFound([], -1);
    const hit = this.#hits[this.#at];
    this.#root.focus();
    if (hit) put(hit.place, hit.end);
  }

  #field(name) {
    return this.#form.elements.namedItem(name);
  }

  #find(keep = false) {
    const cased = this.#field("cased").checked;
    const flat = (text) => (cased ? text : text.toLocaleLowerCase());
    const words = flat(this.#field("find").value);
    this.#hits = [];
    if (words) {
      for (const place of this.#root.querySelectorAll("p[data-kind]")) {
        const text = flat(place.textContent);
        for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length))
          if (this.#hits.push({ place, start: at, end: at + words.length }) >= MOST) break;
      }
    }
    if (!keep) this.#at = this.#hits.length ? 0 : -1;
    this.#at = Math.min(this.#at, this.#hits.length - 1);
    this.#show();
  }

  #go(step) {
    if (!this.#hits.length) return;
    this.#at = (this.#at + step + this.#hits.length) % this.#hits.length;
    this.#show();
  }

  #show() {
    showFound(this.#hits, this.#at);
    this.#hits[this.#at]?.place.scrollIntoView({ block: "center" });
    this.#form.querySelector("output").textContent = this.#field("find").value
      ? `${this.#hits.length ? this.#at + 1 : 0} of ${this.#hits.length}`
      : "";
  }

  #replace() {
    const hit = this.#hits[this.#at];
    if (!hit) return;
    this.#put([hit]);
    this.#find(true);
  }

  #replaceAll() {
    const byPlace = Map.groupBy ? Map.groupBy(this.#hits, (hit) => hit.place) : grouped(this.#hits);
    const count = this.#hits.length;
    for (const hits of byPlace.values()) this.#put(hits);
    this.#find();
    if (count) this.#form.querySelector("output").textContent = `${count} replaced`;
  }

  #put(hits) {
    const { place } = hits[0];
    let text = place.textContent;
    for (const { start, end } of hits.toReversed()) text = text.slice(0, start) + this.#field("with").value + text.slice(end);
    this.#change(place, text);
  }
}

function grouped(hits) {
  const found = new Map();
  for (const hit of hits) found.set(hit.place, [...(found.get(hit.place) ?? []), hit]);
  return found;
}
