// <confirm-dialog phrase="The door in the sea"> in a <dialog>: its button works once the phrase was typed. The server asks
// for the phrase too; without scripts the dialog is simply a form.

class ConfirmDialog extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
    this.#check();
  }

  handleEvent() {
    this.#check();
  }

  #check() {
    if (!this.hasAttribute("phrase")) return;
    const typed = this.querySelector("[name=phrase]")?.value ?? "";
    const button = this.querySelector("button[type=submit]");
    // Few keyboards have an ellipsis: three dots will do.
    const flat = (text) => text.trim().replaceAll("...", "…");
    if (button) button.disabled = flat(typed) !== flat(this.getAttribute("phrase"));
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
