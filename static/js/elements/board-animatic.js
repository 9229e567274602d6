// <board-animatic src> around a button: plays the boards at src for their durations, with the sound of lines that are spoken
// and their words as subtitles. Its keys are those of the place "animatic"; Escape closes.
import { held } from "../shortcuts/page.js";
import { icon, toast } from "../toasts.js";

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

class BoardAnimatic extends HTMLElement {
  #boards = [];
  #starts = []; // of each board, in seconds from the first; one more for the end
  #at = 0; // seconds
  #shown = -1;
  #playing = false;
  #last = 0;
  #sounds = new Map(); // the lines that are heard now: line to audio
  #parts;

  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => this.#open());
  }

  disconnectedCallback() {
    this.#pause();
    this.#parts?.dialog.remove();
  }

  async #open() {
    const response = await fetch(this.getAttribute("src"), {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!response?.ok)
      return toast("The boards could not be fetched. Reload the page and try again.", "failed");
    const { boards, aspect } = await response.json();
    this.#boards = boards;
    this.#starts = boards.reduce((starts, board) => [...starts, starts.at(-1) + board.seconds], [0]);
    this.#parts ??= this.#build();
    this.#parts.screen.dataset.aspect = aspect;
    this.#parts.seek.max = this.#end;
    this.#parts.dialog.showModal();
    this.#go(0);
    this.#play();
    return undefined;
  }

  get #end() {
    return this.#starts.at(-1);
  }

  #build() {
    const picture = make("img", { alt: "" });
    const empty = make("p", { class: "animatic-empty" });
    const words = make("p", { class: "animatic-words", "aria-live": "polite", dir: "auto" });
    const screen = make("div", { class: "animatic-screen" }, picture, empty, words);
    const seek = make("input", { type: "range", min: 0, step: 0.05, "aria-label": "Place in the animatic" });
    const time = make("span", { class: "number small" });
    const play = this.#button("play", "Play", () => (this.#playing ? this.#pause() : this.#play()));
    play.autofocus = true; // so that space plays and pauses from the beginning
    const captions = this.#button("captions", "Subtitles", () => this.#captions());
    captions.setAttribute("aria-pressed", "true");
    const bar = make(
      "div",
      { class: "animatic-bar" },
      this.#button("step-back", "Board before", () => this.#step(-1)),
      play,
      this.#button("step-forward", "Next board", () => this.#step(1)),
      seek,
      time,
      captions,
      this.#button("close", "Close", () => dialog.close()),
    );
    const dialog = make(
      "dialog",
      { class: "animatic", "aria-label": "Animatic", "data-theme": "dark" },
      screen,
      bar,
    );
    document.body.append(dialog);
    dialog.addEventListener("close", () => this.#pause());
    dialog.addEventListener("keydown", (event) => this.#key(event));
    seek.addEventListener("input", () => this.#go(Number(seek.value)));
    return { dialog, screen, picture, empty, words, seek, time, play, captions };
  }

  #button(name, label, work) {
    const words = make("span", { class: "visually-hidden" }, label);
    const attributes = { class: "button", type: "button", title: label, "data-kind": "quiet" };
    const button = make("button", { ...attributes, "data-icon-only": "" }, icon(name), words);
    button.addEventListener("click", work);
    return button;
  }

  #key(event) {
    const name = held(event, "animatic");
    if (!name) return;
    if (event.key === " " && event.target.closest("button")) return; // the button under the key is meant
    const moves = ["previous", "next", "start", "finish"].includes(name);
    if (moves && event.target === this.#parts.seek) return; // the slider has such keys itself
    event.preventDefault();
    const work = {
      play: () => (this.#playing ? this.#pause() : this.#play()),
      previous: () => this.#step(-1),
      next: () => this.#step(1),
      start: () => this.#go(0),
      finish: () => this.#go(this.#starts.at(-2)),
      captions: () => this.#captions(),
    };
    work[name]();
  }

  #captions() {
    const on = this.#parts.captions.getAttribute("aria-pressed") !== "true";
    this.#parts.captions.setAttribute("aria-pressed", on);
    this.#say();
  }

  #step(by) {
    const wanted = Math.min(this.#boards.length - 1, Math.max(0, this.#shown + by));
    this.#go(this.#starts[wanted]);
  }

  #play() {
    if (this.#at >= this.#end) this.#go(0);
    this.#playing = true;
    this.#last = performance.now();
    this.#pressed("pause", "Pause");
    requestAnimationFrame((now) => this.#tick(now));
  }

  #pause() {
    this.#playing = false;
    for (const sound of this.#sounds.values()) sound.pause();
    this.#sounds.clear();
    if (this.#parts) this.#pressed("play", "Play");
  }

  #pressed(name, label) {
    const { play } = this.#parts;
    play.firstChild.replaceWith(icon(name));
    play.title = play.lastChild.textContent = label;
  }

  #tick(now) {
    if (!this.#playing) return;
    this.#at = Math.min(this.#end, this.#at + Math.max(0, now - this.#last) / 1000);
    this.#last = now;
    this.#show();
    this.#hear();
    if (this.#at >= this.#end) this.#pause();
    else requestAnimationFrame((next) => this.#tick(next));
  }

  #go(seconds) {
    this.#at = Math.min(this.#end, Math.max(0, seconds));
    for (const sound of this.#sounds.values()) sound.pause();
    this.#sounds.clear();
    this.#show();
  }

  #show() {
    const after = this.#starts.findIndex((start) => start > this.#at);
    const number = after < 0 ? this.#boards.length - 1 : after - 1;
    const { picture, empty, seek, time } = this.#parts;
    if (number !== this.#shown || !this.#playing) {
      this.#shown = number;
      const board = this.#boards[number];
      picture.hidden = !board.src;
      if (board.src && picture.getAttribute("src") !== board.src) picture.src = board.src;
      picture.alt = `Board ${board.label}`;
      empty.hidden = Boolean(board.src);
      empty.textContent = board.src ? "" : board.action || `Board ${board.label}`;
      const next = this.#boards[number + 1]?.src;
      if (next) new Image().src = next; // so that the cut comes in time
    }
    seek.value = this.#at;
    seek.setAttribute("aria-valuetext", `Board ${this.#boards[number].label}, ${clock(this.#at)}`);
    time.textContent = `${this.#boards[number].label}  ${clock(this.#at)} / ${clock(this.#end)}`;
    this.#say();
  }

  get #now() {
    const inside = this.#at - this.#starts[this.#shown];
    return this.#boards[this.#shown].lines.filter((line) => line.start <= inside && inside < line.end);
  }

  #say() {
    const on = this.#parts.captions.getAttribute("aria-pressed") === "true";
    const text = on ? this.#now.map((line) => line.text).join("\n") : "";
    if (this.#parts.words.textContent !== text) this.#parts.words.textContent = text;
  }

  #hear() {
    const now = this.#now;
    for (const line of now) {
      if (!line.sound || this.#sounds.has(line)) continue;
      const sound = new Audio(line.sound);
      this.#sounds.set(line, sound);
      sound.currentTime = Math.max(0, this.#at - this.#starts[this.#shown] - line.start);
      sound.play().catch(() => undefined); // a browser may want to be touched first: the words are still read
    }
    for (const [line, sound] of this.#sounds)
      if (!now.includes(line)) {
        sound.pause();
        this.#sounds.delete(line);
      }
  }
}

customElements.define("board-animatic", BoardAnimatic);
