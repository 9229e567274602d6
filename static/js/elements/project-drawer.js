// <project-drawer src stage> around #drawer: opened by [data-opens-drawer], filled from src, filled again on
// news. Its items (data-asset, data-library) are dragged onto a shot: a row of the shot table, or a board.
import { post, getHtml } from "../requests.js";
import { announce, toast } from "../toasts.js";

const TYPE = "application/x-aiuteur-asset";

class ProjectDrawer extends HTMLElement {
  #over;

  connectedCallback() {
    this.stop = new AbortController();
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.stop.signal });
    on(document, "click", (event) => this.#click(event));
    on(document, "keydown", (event) => this.#key(event));
    on(document.body, "live:content", () => this.open && !this.#searching && this.fill());
    on(this, "submit", (event) => this.#submit(event));
    on(this, "dragstart", (event) => this.#take(event));
    on(document, "dragover", (event) => this.#hover(event));
    on(document, "dragend", () => this.#mark(null));
    on(document, "drop", (event) => this.#drop(event));
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get panel() {
    return this.querySelector(".drawer");
  }

  get open() {
    return !this.panel.hidden;
  }

  #mine() {
    const active = document.activeElement;
    return this.panel.contains(active) || active === document.body;
  }

  get #searching() {
    return this.panel.contains(document.activeElement) && document.activeElement.matches("input, select");
  }

  /** The shot that is chosen in the drawer, else the one that is selected on the page. */
  get shot() {
    const chosen = this.querySelector("[name=shot]")?.value;
    return chosen || new URLSearchParams(location.search).get("shot") || "";
  }

  toggle() {
    if (this.open) return this.close();
    this.opener = document.activeElement;
    this.panel.hidden = false;
    this.fill().then(() => this.querySelector("input[type=search]")?.focus());
  }

  close() {
    const had = this.panel.contains(document.activeElement) || document.activeElement === document.body;
    this.panel.hidden = true;
    if (had) this.opener?.focus?.();
  }

  async fill() {
    const query = new URLSearchParams({ stage: this.getAttribute("stage") });
    for (const name of ["q", "kind"]) query.set(name, this.querySelector(`[name=${name}]`)?.value ?? "");
    if (this.shot) query.set("shot", this.shot);
    const html = await getHtml(`${this.getAttribute("src")}?${query}`);
    const part = new DOMParser().parseFromString(html, "text/html").getElementById("drawer-body");
    if (!part) return toast("The drawer could not be filled. Reload the page.", "failed");
    const had = this.panel.contains(document.activeElement) ? document.activeElement : null;
    this.querySelector("#drawer-body").replaceWith(part);
    globalThis.htmx?.process(part);
    // Whoever works in it with the keyboard goes on at the same thing, or at the search when that is gone.
    const same = had?.value && `[name="${CSS.escape(had.name)}"][value="${CSS.escape(had.value)}"]`;
    if (had && !had.isConnected) (this.querySelector(same || "input") ?? this.querySelector("input"))?.focus();
  }

  #click(event) {
    if (event.target.closest?.("[data-closes-drawer]")) return this.close();
    if (!event.target.closest?.("[data-opens-drawer]") || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    this.toggle();
  }

  #key(event) {
    if (event.key === "Escape" && this.open && this.#mine()) this.close();
  }

  #submit(event) {
    const form = event.target;
    if (!form.matches("[data-drawer-form]")) return;
    event.preventDefault();
    this.#send(form.action, new FormData(form, event.submitter));
  }

  async #send(url, body) {
    const sent = await post(url, body).catch(() => null);
    if (sent?.status === 200) {
      toast(sent.json.said, "locked");
      announce(sent.json.said);
      await this.fill();
      document.body.dispatchEvent(new CustomEvent("live:content", { bubbles: true }));
    } else toast(sent?.json?.detail ?? "That did not work. Reload the page and try again.", "failed");
  }

  #take(event) {
    const item = event.target.closest?.("[data-asset], [data-library]");
    if (!item) return;
    event.dataTransfer.setData(TYPE, JSON.stringify({ ...item.dataset }));
    event.dataTransfer.effectAllowed = "copy";
  }

  #shotAt(event) {
    if (!event.dataTransfer?.types.includes(TYPE)) return null;
    return event.target.closest?.("shot-table tr[data-id], .board[data-id]");
  }

  #hover(event) {
    const place = this.#shotAt(event);
    this.#mark(place);
    if (!place) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }

  #mark(place) {
    if (this.#over === place) return;
    this.#over?.removeAttribute("data-drop");
    place?.setAttribute("data-drop", "");
    this.#over = place;
  }

  #drop(event) {
    const place = this.#shotAt(event);
    this.#mark(null);
    if (!place) return;
    event.preventDefault();
    const { asset, library } = JSON.parse(event.dataTransfer.getData(TYPE));
    const body = new FormData();
    if (asset) body.set("asset", asset);
    else body.set("library", library);
    const node = place.dataset.id;
    this.#send(this.getAttribute("src").replace(/drawer\/$/, `shots/${node}/show/`), body);
  }
}

customElements.define("project-drawer", ProjectDrawer);
