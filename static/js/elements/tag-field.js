// <tag-field> around a form with chips (button.tag-chip) and an entry ([data-tag-entry]): Backspace in the empty entry goes to
// the last chip, arrows move between chips, Delete presses one. After an answer the keyboard is where it was.
import { announce } from "../toasts.js";

class TagField extends HTMLElement {
  #at; // where the keyboard was when something was sent: the entry, or the number of a chip

  connectedCallback() {
    this.addEventListener("keydown", this);
    this.addEventListener("submit", this);
    document.addEventListener("htmx:after:swap", this);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
  }

  get chips() {
    return [...this.querySelectorAll(".tag-chip")];
  }

  get entry() {
    return this.querySelector("[data-tag-entry]");
  }

  handleEvent(event) {
    if (event.type === "submit") this.#at = this.#place(event.submitter);
    else if (event.type === "keydown") this.#key(event);
    else if (this.#at !== undefined) this.#swapped();
  }

  #place(submitter) {
    const chip = this.chips.indexOf(submitter);
    return chip < 0 ? (submitter?.name === "press" ? undefined : "entry") : chip;
  }

  #key(event) {
    const chip = this.chips.indexOf(event.target);
    if (event.target === this.entry) {
      if (event.key !== "Backspace" || this.entry.value) return;
      event.preventDefault();
      this.chips.at(-1)?.focus();
      return;
    }
    if (chip < 0) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      (this.chips[chip + step] ?? (step > 0 ? this.entry : this.chips[0])).focus();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.chips[chip].click();
    }
  }

  #swapped() {
    const at = this.#at;
    this.#at = undefined;
    if (!this.isConnected) return;
    if (at === "entry") {
      if (!document.querySelector('#toasts .toast[data-tone="error"]')) this.entry.value = "";
      this.entry.focus();
      announce(`Now: ${this.chips.map((chip) => chip.firstChild.textContent.trim()).join(", ") || "clean"}`);
    } else (this.chips[Math.min(at, this.chips.length - 1)] ?? this.entry).focus();
  }
}

customElements.define("tag-field", TagField);
