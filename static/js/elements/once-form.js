// <once-form>: wraps a form that spends or makes something. It is sent once: its button is disabled after the first press,
// and a key goes along (the page's own, or one made here) by which the server knows a second sending of the same press.

class OnceForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    if (form && !form.elements.namedItem("idempotency_key")) {
      const key = Object.assign(document.createElement("input"), { type: "hidden", name: "idempotency_key" });
      key.value =
        crypto.randomUUID?.() ??
        Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(16)).join("-");
      form.append(key);
    }
    this.addEventListener("submit", this);
    this.addEventListener("htmx:finally:request", this);
    window.addEventListener("pageshow", this);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    if (event.type === "submit") {
      if (this.hasAttribute("data-sent")) return event.preventDefault();
      // The button's own name and value must still travel, so it is disabled only after the form was read.
      setTimeout(() =>
        !event.defaultPrevented || event.target.matches("[hx-post]") ? this.#sent(true) : undefined,
      );
    } else if (event.type === "htmx:finally:request" || event.persisted) {
      this.#sent(false);
    }
    return undefined;
  }

  #sent(sent) {
    this.toggleAttribute("data-sent", sent);
    for (const button of this.querySelectorAll("button:not([type=button])")) {
      button.toggleAttribute("data-busy", sent);
      button.setAttribute("aria-disabled", String(sent));
    }
  }
}

customElements.define("once-form", OnceForm);
