// <passage-picker for="id_text">: what is selected in that text area, or in the <rich-text> around it, goes into its own
// fields "passage"; into one with data-most only what is not longer, since it travels in an address.

class PassagePicker extends HTMLElement {
  connectedCallback() {
    document.addEventListener("selectionchange", this);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this);
  }

  handleEvent() {
    const source = document.getElementById(this.getAttribute("for"));
    if (!source) return;
    const own = document.activeElement === source;
    const words = own
      ? source.value.slice(source.selectionStart, source.selectionEnd)
      : (source.closest("rich-text")?.selected ?? "");
    if (!words.trim()) return;
    for (const field of this.querySelectorAll("[name=passage]"))
      field.value = words.length > Number(field.dataset.most ?? Infinity) ? "" : words;
  }
}

customElements.define("passage-picker", PassagePicker);
