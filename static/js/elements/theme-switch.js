// <theme-switch>: buttons with data-theme-choice auto | dark | light | contrast. The cookie lets the server paint it first.
import { forget, remember } from "../cookies.js";

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.#show();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent(event) {
    const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
    if (!choice) return;
    if (choice === "auto") {
      delete document.documentElement.dataset.theme;
      forget("theme");
    } else {
      document.documentElement.dataset.theme = choice;
      remember("theme", choice);
    }
    for (const other of document.querySelectorAll("theme-switch")) other.#show();
  }

  #show() {
    const now = document.documentElement.dataset.theme || "auto";
    for (const button of this.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === now));
    }
  }
}

customElements.define("theme-switch", ThemeSwitch);
