// <file-picking largest="bytes">: wraps a form that sends files to be looked at. They are sent as soon as they are chosen or
// dropped; one that is too large is not sent at all, only said ("declared": its size and name), so that the others arrive.

class FilePicking extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", this);
  }

  handleEvent(event) {
    const input = event.target;
    if (input.type !== "file" || !input.files.length) return;
    const form = input.form;
    const most = Number(this.getAttribute("largest"));
    const fit = new DataTransfer();
    for (const old of form.querySelectorAll("[name=declared]")) old.remove();
    for (const file of input.files) {
      if (file.size <= most) fit.items.add(file);
      else form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "declared", value: `${file.size} ${file.name}` }));
    }
    if (fit.files.length < input.files.length) input.files = fit.files;
    form.requestSubmit();
    // What was sent is in the list now; chosen again, the same file is a new choice.
    form.addEventListener("htmx:finally:request", () => form.reset(), { once: true });
  }
}

customElements.define("file-picking", FilePicking);
