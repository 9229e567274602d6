// The line of the film: shots as buttons, the marked range, the playhead.
import { toTimecode } from "../timecode.js";

const percent = (part) => `${100 * part}%`;

function make(className, tag = "div") {
  return Object.assign(document.createElement(tag), { className });
}

/** Draws markers over a number of frames and tells where a press was: ``seek(frame)``. */
export class Track {
  #fps;
  #total = 1;
  #seek;

  constructor(fps, seek) {
    this.#fps = fps;
    this.#seek = seek;
    this.element = make("player-track");
    this.shots = make("player-shots");
    this.range = make("player-range");
    this.slider = Object.assign(make("player-seek", "input"), { type: "range", min: 0, step: 1, value: 0 });
    this.slider.setAttribute("aria-label", "Position");
    this.head = make("player-head");
    this.hint = make("player-hint");
    this.range.hidden = this.hint.hidden = true;
    this.element.append(this.shots, this.range, this.slider, this.head, this.hint);
    this.#listen();
  }

  /** ``markers``: [{label, start, frames, state}] in frames; ``total``: frames of the film. */
  draw(markers, total) {
    this.#total = Math.max(1, total);
    this.slider.max = this.#total - 1;
    this.shots.replaceChildren(...markers.map((marker) => this.#shot(marker)));
  }

  show(frame) {
    this.head.style.insetInlineStart = percent(frame / this.#total);
    this.slider.value = frame;
    this.slider.setAttribute("aria-valuetext", toTimecode(frame, this.#fps));
  }

  mark(from, to) {
    this.range.hidden = from === null && to === null;
    const start = from ?? 0;
    this.range.style.insetInlineStart = percent(start / this.#total);
    this.range.style.inlineSize = percent(((to ?? this.#total) - start) / this.#total);
  }

  current(index) {
    [...this.shots.children].forEach((shot, at) => {
      shot.toggleAttribute("data-current", at === index);
      if (at === index) shot.setAttribute("aria-current", "true");
      else shot.removeAttribute("aria-current");
    });
  }

  #shot(marker) {
    const shot = Object.assign(make("player-shot", "button"), {
      type: "button",
      textContent: marker.label,
      tabIndex: -1,
    });
    shot.setAttribute("aria-label", `${marker.label}, ${toTimecode(marker.start, this.#fps)}`);
    if (marker.state) shot.dataset.state = marker.state;
    shot.style.insetInlineStart = percent(marker.start / this.#total);
    shot.style.inlineSize = percent(marker.frames / this.#total);
    // A press by keyboard or by a reading aid; the pointer is handled on the whole line.
    shot.addEventListener("click", (event) => event.detail === 0 && this.#seek(marker.start));
    return shot;
  }

  #frame(event) {
    const box = this.element.getBoundingClientRect();
    return Math.round(Math.min(0.9999, Math.max(0, (event.clientX - box.left) / box.width)) * this.#total);
  }

  #listen() {
    this.slider.addEventListener("input", () => this.#seek(Number(this.slider.value)));
    this.element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.element.setPointerCapture(event.pointerId);
      this.#seek(this.#frame(event));
    });
    this.element.addEventListener("pointermove", (event) => {
      const frame = this.#frame(event);
      if (event.buttons & 1) this.#seek(frame);
      this.hint.hidden = event.pointerType === "touch";
      this.hint.textContent = toTimecode(frame, this.#fps);
      this.hint.style.insetInlineStart = `clamp(3rem, ${percent(frame / this.#total)}, calc(100% - 3rem))`;
    });
    this.element.addEventListener("pointerleave", () => (this.hint.hidden = true));
  }
}
