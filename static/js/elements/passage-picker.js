// <passage-picker for="id_text">: what is selected in that text area goes into its own field "passage".

class PassagePicker extends HTMLElement {
  connectedCallback() {
    document.addEventListener("selectionchange", this);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this);
  }

  handleEvent() {
    const source = document.getElementById(this.getAttribute("for"));
    if (!source || document.activeElement !== source) return;
    const words = source.value.slice(source.selectionStart, source.selectionEnd);
    const field = this.querySelector("[name=passage]");
    if (words.trim() && field) field.value = words;
  }
}

customElements.define("passage-picker", PassagePicker);
