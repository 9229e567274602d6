// <key-field> around an input that holds keys in words: adds a button that takes them from the keyboard, one press or several
// after one another until a pause. Tab goes on, Escape gives up. What is pressed is written like the rest, and can be mended.
import { chordOf } from "../shortcuts/chords.js";
import { announce } from "../toasts.js";

const PAUSE_MS = 1200;

class KeyField extends HTMLElement {
  #button;
  #pressed = [];
  #timer;
  #before = "";

  connectedCallback() {
    if (this.#button) return;
    this.#button = this.querySelector("button[data-press]");
    this.#button.addEventListener("click", () => this.#begin());
    this.#button.addEventListener("keydown", (event) => this.#take(event));
    this.#button.addEventListener("blur", () => this.#end());
  }

  get input() {
    return this.querySelector("input");
  }

  #begin() {
    if (this.hasAttribute("data-taking")) return this.#end();
    this.#before = this.input.value;
    this.#pressed = [];
    this.toggleAttribute("data-taking", true);
    this.#button.setAttribute("aria-pressed", "true");
    return announce("Press the keys now.");
  }

  #take(event) {
    if (!this.hasAttribute("data-taking") || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      this.input.value = this.#before;
      this.#pressed = [];
      return this.#end();
    }
    const chord = chordOf(event);
    if (!chord || event.repeat) return undefined;
    this.#pressed.push(chord);
    this.input.value = this.#pressed.join(" ");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), PAUSE_MS);
    return undefined;
  }

  #end() {
    clearTimeout(this.#timer);
    if (!this.hasAttribute("data-taking")) return;
    this.removeAttribute("data-taking");
    this.#button.setAttribute("aria-pressed", "false");
    if (this.#pressed.length) announce(`${this.input.value}. Save to keep it.`);
  }
}

customElements.define("key-field", KeyField);
