// <auto-save> around a form with a hidden field "expected" (the revision it was filled from): saves 800 ms after the last
// key. The answers it understands are in docs/front-end.md. Until one of them confirms, the text is kept in this browser.
import { drop, keep, recall } from "../drafts.js";
import { Offline, backOff, post } from "../requests.js";
import { announce, icon, toast } from "../toasts.js";
import { clearErrors, showErrors } from "../form-errors.js";

const WAIT_MS = 800;
const WORDS = {
  clean: "",
  typing: "Not saved yet",
  saving: "Saving",
  saved: "Saved",
  offline: "Offline: kept in this browser, sent when the studio can be reached",
  unkept: "Offline, and too large to keep in this browser: leave this page open",
  signedout: "You are signed out. Your text is kept here: sign in in another tab, then go on typing",
  refused:
    "Not saved, but kept here: your role does not allow it, or the page was open too long. Reload it to go on",
  failed: "Not saved. Your text is kept in this browser",
  invalid: "Not saved, but kept in this browser: see the note",
  conflict: "Two versions: choose one below",
};
const ICONS = {
  saving: "working",
  saved: "check",
  offline: "offline",
  unkept: "offline",
  failed: "failed",
  signedout: "warning",
  refused: "warning",
  invalid: "warning",
  conflict: "warning",
};

class AutoSave extends HTMLElement {
  #confirmed; // what the server has, as far as we know
  #timer;
  #tries = 0;
  #sending; // the promise of the request that is under way
  #kept = true;

  connectedCallback() {
    if (!this.form) return;
    this.#confirmed = this.#read();
    this.addEventListener("input", this);
    this.addEventListener("change", this);
    this.addEventListener("submit", this);
    this.addEventListener("click", this);
    window.addEventListener("online", this);
    window.addEventListener("beforeunload", this);
    window.addEventListener("pagehide", this);
    document.addEventListener("htmx:after:swap", this);
    this.#restore();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    window.removeEventListener("online", this);
    window.removeEventListener("beforeunload", this);
    window.removeEventListener("pagehide", this);
    document.removeEventListener("htmx:after:swap", this);
  }

  get form() {
    return this.querySelector("form");
  }

  /** True while the page holds something that the server has not confirmed. */
  get dirty() {
    return JSON.stringify(this.#read()) !== JSON.stringify(this.#confirmed);
  }

  handleEvent(event) {
    if (event.type === "beforeunload") return this.dirty && !this.#kept ? event.preventDefault() : undefined;
    if (event.type === "htmx:after:swap") return this.#refilled();
    if (event.type === "pagehide") return this.#farewell();
    if (event.type === "click") return this.#chosen(event.target.closest("[data-conflict]"));
    if (event.type === "submit") event.preventDefault();
    if (event.type === "submit" || event.type === "online") return this.dirty ? this.save() : undefined;
    return this.#typed();
  }

  /** Send what is here now; true when nothing is left unsaved. One request at a time: the next waits for the last. */
  async save() {
    clearTimeout(this.#timer);
    if (this.#sending) await this.#sending;
    if (!this.dirty) return true;
    this.#sending = this.#send().finally(() => (this.#sending = undefined));
    await this.#sending;
    if (this.dataset.state === "saved" && this.dirty) this.#typed();
    return !this.dirty;
  }

  async #send() {
    const sent = this.#read();
    this.#show("saving");
    try {
      this.#answered(await post(this.form.action, new FormData(this.form)), sent);
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      this.#again();
    }
  }

  /** The page is going away: try to save on the way out. The draft stays until the next page has seen it saved. */
  #farewell() {
    if (!this.dirty || this.#sending || this.dataset.state === "conflict") return;
    fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      keepalive: true,
      headers: { Accept: "application/json" },
    }).catch(() => undefined);
  }

  /** A morph may have put newer values from the server into these very fields. */
  #refilled() {
    if (!this.hasAttribute("data-unsaved")) this.#confirmed = this.#read();
  }

  #typed() {
    if (!this.dirty) return this.dataset.state === "typing" ? this.#clean("clean") : undefined;
    this.#kept = keep(this.#key, { expected: this.#expected.value, fields: this.#read() });
    this.toggleAttribute("data-unsaved", true);
    if (this.dataset.state === "conflict") return undefined;
    this.#show("typing");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), WAIT_MS);
    return undefined;
  }

  #answered({ status, json, html }, sent) {
    this.#tries = 0;
    if (status >= 200 && status < 300) {
      clearErrors(this.form);
      this.#confirmed = sent;
      this.#merge(json?.fields ?? {}, sent);
      if (json?.expected !== undefined) this.#expected.value = json.expected;
      this.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: json }));
      if (!this.dirty) this.#clean("saved");
      else this.#show("saved");
    } else if (status === 409 && html) this.#conflict(html);
    else if (status === 422 || json?.error) {
      showErrors(this.form, json?.errors ?? (json?.error ? { "": [json.error] } : {}), html);
      this.#show("invalid");
    } else if (status === 401 || status === 403) this.#show(status === 401 ? "signedout" : "refused");
    else if (status >= 500 || status === 429) this.#again("failed");
    else this.#show("failed");
  }

  /** What others changed meanwhile, in fields that were left alone here. */
  #merge(fields, sent) {
    const now = this.#read();
    for (const [name, value] of Object.entries(fields)) {
      if (now[name] !== sent[name]) continue; // typed since: the next save settles it
      this.#fill(name, value);
      this.#confirmed[name] = this.#read()[name];
    }
  }

  #again(state = this.#kept ? "offline" : "unkept") {
    this.#show(state);
    this.#timer = setTimeout(() => this.save(), backOff(this.#tries++));
  }

  #conflict(html) {
    const place =
      this.querySelector("[data-save-conflict]") ??
      this.appendChild(Object.assign(document.createElement("div"), { className: "stack" }));
    place.dataset.saveConflict = "";
    place.innerHTML = html;
    if (this.#sameAsTheirs(place)) return this.#take("theirs", place); // our own earlier save, whose answer was lost
    this.#show("conflict");
    announce("Someone else changed this. Both versions are shown.");
    return undefined;
  }

  #sameAsTheirs(place) {
    const theirs = [...place.querySelectorAll("[data-theirs]")];
    const mine = this.#read();
    const flat = (text) => String(text).replaceAll("\r\n", "\n").trim();
    return (
      theirs.length > 0 && theirs.every((text) => flat(mine[text.dataset.theirs]) === flat(text.textContent))
    );
  }

  #chosen(button) {
    if (button) this.#take(button.dataset.conflict, button.closest("[data-save-conflict]"));
  }

  #take(which, place) {
    const expected = place.querySelector("[data-expected]")?.dataset.expected;
    if (expected !== undefined) this.#expected.value = expected;
    this.#merge(
      Object.fromEntries([...place.querySelectorAll("[data-news]")].map((one) => [one.dataset.news, one.textContent])),
      this.#confirmed, // what only they changed is theirs either way, unless it was typed in since
    );
    if (which === "theirs") {
      for (const text of place.querySelectorAll("[data-theirs]"))
        this.#fill(text.dataset.theirs, text.textContent);
      this.#confirmed = this.#read();
      place.replaceChildren();
      this.#clean("saved");
    } else {
      place.replaceChildren();
      this.save();
    }
  }

  #restore() {
    const draft = recall(this.#key);
    if (!draft) return;
    if (JSON.stringify(draft.fields) === JSON.stringify(this.#confirmed)) return drop(this.#key);
    for (const [name, value] of Object.entries(draft.fields)) this.#fill(name, value);
    // With the revision it was typed over: if someone saved meanwhile, the server shows both versions.
    this.#expected.value = draft.expected;
    this.#typed();
    return undefined;
  }

  #fill(name, value) {
    const field = this.form.elements.namedItem(name);
    if (field instanceof RadioNodeList && field[0]?.type === "checkbox")
      for (const box of field) box.checked = String(value).split("\n").includes(box.value);
    else if (field instanceof RadioNodeList) field.value = value;
    else if (field?.type === "checkbox") field.checked = Boolean(value);
    else if (field && field.type !== "file") field.value = value;
    if (field instanceof HTMLTextAreaElement) field.dispatchEvent(new Event("filled", { bubbles: true }));
  }

  #read() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (
        typeof value === "string" &&
        !["csrfmiddlewaretoken", "expected", "idempotency_key"].includes(name)
      ) {
        fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
      }
    }
    for (const box of this.form.querySelectorAll("input[type=checkbox][name]")) fields[box.name] ??= "";
    return fields;
  }

  #clean(state) {
    drop(this.#key);
    this.removeAttribute("data-unsaved");
    this.#show(state);
  }

  #show(state) {
    this.dataset.state = state;
    const place =
      this.querySelector("[data-save-state]") ?? this.form.appendChild(document.createElement("p"));
    place.className = "save-state";
    place.dataset.saveState = "";
    place.dataset.state = state;
    place.setAttribute("role", "status");
    place.replaceChildren(...(ICONS[state] ? [icon(ICONS[state], state === "saving")] : []), WORDS[state]);
  }

  get #expected() {
    return (
      this.form.elements.namedItem("expected") ??
      this.form.appendChild(
        Object.assign(document.createElement("input"), { type: "hidden", name: "expected" }),
      )
    );
  }

  get #key() {
    return this.getAttribute("key") ?? new URL(this.form.action).pathname;
  }
}

customElements.define("auto-save", AutoSave);

// Another form of the page (lock, generate) waits until what was typed is saved, so that it acts on what one sees.
document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    const open = [...document.querySelectorAll("auto-save[data-unsaved]")].filter(
      (save) => !save.contains(form),
    );
    if (!open.length || form.closest("auto-save")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const saved = await Promise.all(open.map((save) => save.save()));
    if (saved.every(Boolean)) form.requestSubmit(submitter);
    else toast("First settle what could not be saved on this page; nothing was started.", "review");
  },
  { capture: true },
);
