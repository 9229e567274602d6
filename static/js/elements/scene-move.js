// <scene-move action="/…/scene/"> with a <dialog> in it: asks the server what moving shots to a scene would do, and shows its
// form, which says so anew whenever a choice is changed. On a page of its own the form stands in it without a dialog.
// Forms with data-asks-move are asked in the dialog too. Moving is an ordinary submit: the page comes back as it is then.
import { Offline, post } from "../requests.js";
import { toast } from "../toasts.js";

class SceneMove extends HTMLElement {
  #asked = 0;

  connectedCallback() {
    this.stop = new AbortController();
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.stop.signal });
    on(this, "change", (event) => this.#changed(event.target.closest("[data-move-form]")));
    on(this, "click", (event) => event.target.closest("[data-move-cancel]") && this.#cancel());
    on(document, "submit", (event) => this.#submitted(event));
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get dialog() {
    return this.querySelector("dialog");
  }

  /** Ask about moving ``shots`` (ids) to ``scene`` at ``place``, from 1. Resolves when the dialog is closed without moving. */
  ask({ shots, scene = "", place = "" }) {
    const body = new FormData();
    for (const shot of shots) body.append("shot", shot);
    body.append("scene", scene);
    body.append("place", place);
    return this.#open(body);
  }

  async #open(body) {
    body.set("next", location.pathname + location.search);
    if (!(await this.#fill(body))) return undefined;
    const closed = new Promise((resolve) => this.dialog.addEventListener("close", resolve, { once: true }));
    this.dialog.showModal();
    return closed;
  }

  async #fill(body) {
    const asked = ++this.#asked;
    body.set("fragment", "1");
    body.delete("do");
    try {
      const { status, html } = await post(this.getAttribute("action"), body);
      if (asked !== this.#asked) return false; // a later choice has been asked about
      if (status !== 200) return void toast(status === 409 || status === 422 ? html : "That could not be looked at.", "failed");
      const place = this.dialog?.querySelector("[data-move-body]") ?? this;
      const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
      place.innerHTML = html;
      if (focused) document.getElementById(focused)?.focus();
      return true;
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      return void toast("The studio could not be reached. Nothing was changed; try again.", "failed");
    }
  }

  #changed(form) {
    if (form) this.#fill(new FormData(form));
  }

  #cancel() {
    if (this.dialog) return this.dialog.close();
    return location.assign(this.querySelector("[name=next]")?.value ?? "..");
  }

  #submitted(event) {
    if (!event.target.matches?.("form[data-asks-move]") || !this.dialog) return;
    event.preventDefault();
    this.#open(new FormData(event.target, event.submitter));
  }
}

customElements.define("scene-move", SceneMove);
