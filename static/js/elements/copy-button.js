// <copy-button value="text"> around a button: puts the text on the clipboard and says so on the button itself.
import { announce, toast } from "../toasts.js";

class CopyButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  async handleEvent() {
    const source = this.hasAttribute("from") ? document.getElementById(this.getAttribute("from")) : null;
    const text = source ? (source.value ?? source.textContent) : this.getAttribute("value");
    try {
      await navigator.clipboard.writeText(text ?? "");
    } catch {
      return toast("The browser did not allow copying. Select the text and copy it by hand.", "review");
    }
    const words = this.querySelector("button span:last-of-type") ?? this.querySelector("button");
    const before = words.textContent;
    if (before === "Copied") return undefined;
    words.textContent = "Copied";
    announce("Copied");
    setTimeout(() => (words.textContent = before), 1500);
    return undefined;
  }
}

customElements.define("copy-button", CopyButton);
