// Reading a screenplay aloud with the browser's own voices: everybody keeps one, the narrator another.
import { neighbour } from "./caret.js";

const SILENT = new Set(["note", "boneyard", "section", "synopsis", "page break"]);

export class Aloud {
  #place;
  #told;
  #voices = new Map();
  #speaker = "";

  /** ``told(place)`` hears which paragraph is being read, and null at the end. */
  constructor(told) {
    this.#told = told;
  }

  get reading() {
    return Boolean(this.#place);
  }

  start(place) {
    this.stop();
    this.#place = place;
    this.#next();
  }

  stop() {
    this.#place = undefined;
    speechSynthesis.cancel();
    this.#told(null);
  }

  #next() {
    const place = this.#place;
    if (!place) return this.stop();
    const { kind } = place.dataset;
    const text = place.textContent.replace(/\[\[[\s\S]*?\]\]|[*_\\]/g, "").trim();
    if (kind === "character") this.#speaker = text.replace(/\s*\(.*$/, "");
    else if (kind === "heading" || kind === "action") this.#speaker = "";
    if (SILENT.has(kind) || !text) return this.#go();
    this.#told(place);
    const said = new SpeechSynthesisUtterance(kind === "heading" || kind === "character" ? text.toLocaleLowerCase() : text);
    said.lang = document.documentElement.lang;
    said.voice = kind === "dialogue" || kind === "lyrics" ? this.#voice(this.#speaker) : this.#voice("");
    said.onend = () => this.#place === place && this.#go();
    said.onerror = () => this.#place === place && this.stop();
    return speechSynthesis.speak(said);
  }

  #go() {
    this.#place = neighbour(this.#place, 1);
    return this.#next();
  }

  #voice(name) {
    if (!this.#voices.has(name)) {
      const language = document.documentElement.lang.slice(0, 2);
      const all = speechSynthesis.getVoices();
      const own = all.filter((voice) => voice.lang.startsWith(language));
      const usable = own.length ? own : all;
      this.#voices.set(name, usable[this.#voices.size % Math.max(usable.length, 1)] ?? null);
    }
    return this.#voices.get(name);
  }
}
