// <fountain-colours>: around a textarea of Fountain and an empty <pre aria-hidden> of the same make. The same words stand in the
// pre, line by line in the colour of what they are; the textarea above it shows only its caret, and stays what is typed in.
import { kinds } from "../script/lines.js";

class FountainColours extends HTMLElement {
  #lines = [];
  #kinds = [];
  #due;

  connectedCallback() {
    this.addEventListener("input", this);
    this.querySelector("textarea").addEventListener("scroll", this, { passive: true });
    document.addEventListener("htmx:after:swap", this); // somebody else's words may stand in it now
    this.#paint();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
  }

  handleEvent(event) {
    if (event.type === "scroll") return this.#follow();
    // With the next frame, which shows what was typed: nothing is measured in between.
    this.#due ??= requestAnimationFrame(() => {
      this.#due = undefined;
      if (this.isConnected) this.#paint();
    });
    return undefined;
  }

  /** Paint the lines that changed; the others keep their elements. */
  #paint() {
    const [textarea, shown] = [this.querySelector("textarea"), this.querySelector("pre")];
    const lines = textarea.value.split("\n");
    const found = kinds(lines);
    const same = (at, back) => lines[at] === this.#lines[back] && found[at] === this.#kinds[back];
    let start = 0;
    while (start < lines.length && start < this.#lines.length && same(start, start)) start += 1;
    let [end, last] = [lines.length, this.#lines.length];
    while (end > start && last > start && same(end - 1, last - 1)) [end, last] = [end - 1, last - 1];
    const next = shown.children[last] ?? null;
    for (let at = start; at < last; at += 1) shown.children[start].remove();
    const made = document.createDocumentFragment();
    for (let at = start; at < end; at += 1) made.append(this.#line(lines[at], found[at]));
    shown.insertBefore(made, next);
    [this.#lines, this.#kinds] = [lines, found];
  }

  #line(text, kind) {
    const line = document.createElement("div");
    line.textContent = text || "\u200b";
    if (kind) line.dataset.kind = kind;
    return line;
  }

  #follow() {
    this.querySelector("pre").scrollTop = this.querySelector("textarea").scrollTop;
  }
}

customElements.define("fountain-colours", FountainColours);
