// <once-form>: wraps a form that spends or makes something. It is sent once: its button is disabled after the first press,
// and a key goes along (the page's own, or one made here) by which the server knows a second sending of the same press.

/** A key that nobody else has; pages that are not served over https have no randomUUID. */
function fresh() {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(numbers, (number) => number.toString(16).padStart(8, "0")).join("-");
}

class OnceForm extends HTMLElement {
  #key;

  connectedCallback() {
    const form = this.querySelector("form");
    if (form && !form.elements.namedItem("idempotency_key")) {
      this.#key = Object.assign(document.createElement("input"), { type: "hidden", name: "idempotency_key" });
      this.#key.value = fresh();
      form.append(this.#key);
    }
    // On the way down: before the form's own listeners, htmx among them.
    this.addEventListener("submit", this, { capture: true });
    this.addEventListener("htmx:finally:request", this);
    window.addEventListener("pageshow", this);
  }

  disconnectedCallback() {
    window.removeEventListener("pageshow", this);
  }

  handleEvent(event) {
    if (event.type === "submit") {
      if (this.hasAttribute("data-sent")) {
        event.preventDefault();
        return event.stopImmediatePropagation();
      }
      this.#sent(true);
      // Someone else said no to this press; htmx only takes the sending over.
      setTimeout(() => event.defaultPrevented && !event.target.matches("[hx-post]") && this.#sent(false));
    } else if (event.type === "htmx:finally:request" || event.persisted) {
      this.#sent(false);
      // It was answered, so the next press is another one. Without an answer it may have arrived all the same.
      if (this.#key && event.detail?.ctx?.response) this.#key.value = fresh();
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
