// <compare-slider> around two figures: lays the second picture over the first, with a slider that uncovers it. Arrow keys move it.

class CompareSlider extends HTMLElement {
  #range;

  connectedCallback() {
    const pictures = this.querySelectorAll("img");
    if (pictures.length !== 2 || this.#range) return;
    this.#range = Object.assign(document.createElement("input"), {
      type: "range",
      min: 0,
      max: 100,
      value: 50,
      className: "compare-range",
    });
    this.#range.setAttribute("aria-label", `Uncover: ${pictures[0].alt} on the left, ${pictures[1].alt} on the right`);
    this.#range.addEventListener("input", this);
    this.append(this.#range);
    this.setAttribute("data-ready", "");
    this.#show();
  }

  disconnectedCallback() {
    this.#range?.remove();
    this.#range = undefined;
    this.removeAttribute("data-ready");
  }

  handleEvent() {
    this.#show();
  }

  #show() {
    this.style.setProperty("--at", `${this.#range.value}%`);
    this.#range.setAttribute("aria-valuetext", `${this.#range.value} percent`);
  }
}

customElements.define("compare-slider", CompareSlider);
