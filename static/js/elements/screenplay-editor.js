// <screenplay-editor src save="…/screenplay/" paper>: scenes to write on in the layout of the page, in place of their text areas.
// What keys do is in ../script/editing.js; scenes are saved one by one (../script/saves.js); pages are the server's.
import { held } from "../shortcuts/page.js";
import { announce, icon, toast } from "../toasts.js";
import { post } from "../requests.js";
import { Aloud } from "../script/aloud.js";
import { elements, render, sides } from "../script/blocks.js";
import { made, split } from "../script/scenes.js";
import { put, selected, span } from "../script/caret.js";
import { colour } from "../script/colours.js";
import { Offers, offers } from "../script/completion.js";
import { Editing } from "../script/editing.js";
import { History } from "../script/history.js";
import { showPages } from "../script/pages.js";
import { wordingUrl } from "../script/rewording.js";
import { Saves } from "../script/saves.js";
import { Search } from "../script/search.js";

const PAGES_MS = 1200;
const WORDS = {
  typing: "Not saved yet",
  saving: "Saving",
  saved: "Saved",
  offline: "Offline: kept in this browser, sent when the studio can be reached",
  failed: "Not saved. Your text is kept in this browser",
  signedout: "You are signed out. Your text is kept here: sign in in another tab, then go on",
  refused: "Not saved, but kept here: your role does not allow it, or the stage was locked. Reload it to go on",
  invalid: "Not saved, but kept in this browser",
  conflict: "Two versions: choose one above",
};

class ScreenplayEditor extends HTMLElement {
  #sheet;
  #editing;
  #history;
  #saves;
  #search;
  #offers;
  #aloud;
  #timer;
  #leaving = false; // after Escape, Tab leaves the editor
  #stop = new AbortController();

  async connectedCallback() {
    this.#sheet = this.querySelector("[data-sheet]");
    if (!this.#sheet) return;
    const { scenes, pages, page_count: count } = await this.#asked("elements=1");
    if (!scenes) return;
    for (const scene of scenes) this.#sheet.append(made(scene));
    this.#wire();
    for (const scene of this.#sheet.children) this.#recall(scene);
    showPages(this.#sheet, pages);
    this.#counted(count);
    for (const place of this.#sheet.querySelectorAll("p")) colour(place);
    this.toggleAttribute("data-ready", true);
    this.#follow(location.hash);
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
    if (this.#aloud?.reading) this.#aloud.stop();
  }

  #url(node, action) {
    return `${this.getAttribute("save")}${node ? `${node}/` : ""}${action}/`;
  }

  async #asked(query) {
    const paper = this.getAttribute("paper") === "a4" ? "&paper=a4" : "";
    try {
      const answer = await fetch(`${this.#url("", "manuscript")}?${query}${paper}`, { redirect: "manual" });
      return answer.ok ? await answer.json() : {};
    } catch {
      return {};
    }
  }

  #wire() {
    const sheet = this.#sheet;
    sheet.contentEditable = this.hasAttribute("readonly") ? "false" : "true";
    this.#history = new History(sheet);
    this.#saves = new Saves((node, action) => this.#url(node, action), (...heard) => this.#told(...heard));
    this.#editing = new Editing(sheet, this.#history, (scenes) => this.#touched(scenes), (scene) => this.#joined(scene));
    this.#offers = new Offers(this.querySelector("[data-offers]"), sheet);
    this.#search = new Search(sheet, this.querySelector("[data-find]"), (place, text) => this.#editing.replace(place, text));
    this.#aloud = new Aloud((place) => this.#reading(place));
    const { signal } = this.#stop;
    for (const type of ["beforeinput", "input", "keydown", "paste", "copy", "cut", "focusout", "pointerdown"])
      sheet.addEventListener(type, this, { signal });
    this.addEventListener("click", this, { signal });
    this.addEventListener("change", this, { signal });
    document.addEventListener("selectionchange", this, { signal });
    document.body.addEventListener("live:content", this, { signal });
    document.addEventListener("submit", this, { signal, capture: true });
    for (const type of ["online", "pagehide", "hashchange"]) window.addEventListener(type, this, { signal });
    this.querySelector("[data-offers]").addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.#take(event.target.textContent);
    });
  }

  handleEvent(event) {
    const way = {
      beforeinput: () => this.#beforeInput(event),
      input: () => this.#input(),
      keydown: () => this.#key(event),
      paste: () => this.#paste(event),
      copy: () => this.#copy(event),
      cut: () => this.#copy(event, true),
      focusout: () => this.#offers.hide(),
      pointerdown: () => (this.#leaving = false),
      click: () => this.#click(event),
      change: () => this.#chosen(event.target),
      selectionchange: () => this.#showKind(),
      "live:content": () => this.#later(600),
      submit: () => this.#first(event),
      online: () => this.#saves.all(),
      pagehide: () => this.#saves.open.forEach((scene) => this.#saves.keep(scene)),
      hashchange: () => this.#follow(location.hash),
    };
    return way[event.type]?.();
  }

  #beforeInput(event) {
    if (event.isComposing) return;
    if (this.#editing.before(event)) event.preventDefault();
  }

  #input() {
    const at = selected(this.#sheet);
    if (!at) return;
    this.#editing.settle(at.from);
    colour(at.from);
    this.#saves.touch(at.from.parentElement);
    this.#offer(at);
  }

  #offer(at) {
    const { kind } = at.from.dataset;
    const text = at.from.textContent;
    if (!at.collapsed || at.start !== text.length || !["heading", "character", "transition"].includes(kind))
      return this.#offers.hide();
    return this.#offers.show(offers(this.#sheet, at.from), span(at.from, at.start, at.start).getBoundingClientRect());
  }

  #take(text) {
    const at = selected(this.#sheet);
    if (!at || !text) return;
    this.#editing.replace(at.from, text);
    put(at.from, text.length);
    this.#offers.hide();
  }

  #key(event) {
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") {
      this.#leaving = !this.#offers.shown;
      if (this.#leaving) announce("Tab leaves the script now.");
      return this.#offers.hide();
    }
    if (this.#offers.shown && !command && this.#offerKey(event)) return event.preventDefault();
    if (event.key === "Tab" && !command && !event.altKey && !this.#leaving) {
      const at = selected(this.#sheet);
      if (at) this.#editing.enter(at, "Tab", event.shiftKey);
      return event.preventDefault();
    }
    this.#leaving = false;
    const name = held(event, "script");
    if (!name) return undefined;
    event.preventDefault();
    return name === "find" ? this.#search.open() : this.#editing.undo(name === "undo");
  }

  #offerKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#offers.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Tab") this.#take(this.#offers.chosen);
    else if (event.key === "Enter") {
      this.#take(this.#offers.chosen);
      const at = selected(this.#sheet);
      if (at && !at.from.textContent.endsWith("- ")) this.#editing.enter(at, "Enter");
    } else return false;
    return true;
  }

  async #paste(event) {
    event.preventDefault();
    const text = event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n");
    const at = selected(this.#sheet);
    if (!at || !text) return;
    if (!text.includes("\n")) return void this.#editing.insert(at, text);
    const body = new FormData();
    body.append("text", text);
    const { json, status } = await post(this.#url("", "parse"), body).catch(() => ({}));
    if (status === 200) this.#editing.insertRows(json.elements);
    else toast(json?.detail ?? "The studio could not be reached, so nothing was pasted.", "failed");
  }

  #copy(event, cut = false) {
    const at = selected(this.#sheet);
    if (!at || at.collapsed) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.#editing.copied(at));
    if (cut) this.#editing.remove(at);
  }

  #click(event) {
    const theirs = event.target.closest("button[data-conflict]");
    if (theirs) return this.#settled(theirs);
    const command = event.target.closest("[data-command]")?.dataset.command;
    const at = selected(this.#sheet);
    if (command === "find") this.#search.open();
    if (command === "dual" && !this.#editing.dual()) toast("Put the caret into a speech first.", "review");
    if (command === "note") this.#note(at);
    if (command === "undo" || command === "redo") this.#editing.undo(command === "undo");
    if (command === "bold") this.#editing.emphasize(at ?? { collapsed: true }, "**");
    if (command === "italic") this.#editing.emphasize(at ?? { collapsed: true }, "*");
    if (command === "underline") this.#editing.emphasize(at ?? { collapsed: true }, "_");
    if (command === "reword") this.#reword(at);
    if (command === "marks") this.toggleAttribute("data-marks");
    if (command === "aloud") {
      if (this.#aloud.reading) this.#aloud.stop();
      else this.#aloud.start(at?.from ?? this.#sheet.querySelector("p"));
    }
    return undefined;
  }

  #note(at) {
    if (!at) return toast("Put the caret where the note belongs first.", "review");
    this.#editing.insert({ ...at, collapsed: true, from: at.to, start: at.end }, "[[]]");
    const now = selected(this.#sheet);
    return put(now.from, now.start - 2);
  }

  async #reword(at) {
    if (!at) return toast("Put the caret into the scene first.", "review");
    if (await this.#saves.all()) location.assign(wordingUrl(this.getAttribute("save"), at));
    return undefined;
  }

  #chosen(field) {
    if (field.name === "kind") this.#editing.turn(field.value);
    if (field.name === "kind") this.#sheet.focus();
  }

  #showKind() {
    const at = document.activeElement === this.#sheet && selected(this.#sheet);
    const field = this.querySelector("select[name=kind]");
    if (at && field && field.value !== at.from.dataset.kind) field.value = at.from.dataset.kind;
  }

  #touched(scenes) {
    for (const scene of scenes) {
      sides(scene);
      for (const place of scene.children) colour(place);
      this.#saves.touch(scene);
    }
  }

  #told(scene, state, answer) {
    const place = this.querySelector("[data-save-state]");
    const words = state === "invalid" ? `${WORDS.invalid}: ${answer.json?.detail ?? "see the note"}` : WORDS[state];
    if (place.dataset.state !== state || state === "invalid") {
      place.dataset.state = state;
      const name = { saving: "working", saved: "check", conflict: "warning", invalid: "warning" }[state];
      place.replaceChildren(...(name ? [icon(name, state === "saving")] : []), words);
    }
    if (state === "saved") {
      if (answer.json.scenes) this.#split(scene, answer.json.scenes);
      this.#later(PAGES_MS);
    }
    if (state === "conflict") this.#conflict(scene, answer.html);
  }

  #split(scene, parts) {
    const at = selected(this.#sheet);
    split(scene, parts);
    this.#history.forget();
    if (at?.from.isConnected && document.activeElement === this.#sheet) put(at.from, at.start);
  }

  async #joined(scene) {
    const before = scene.previousElementSibling;
    if (!(await this.#saves.all())) return void toast("First settle what could not be saved.", "review");
    const { status, json } = await post(this.#url(scene.dataset.node, "join"), new FormData()).catch(() => ({}));
    if (status !== 200) return void toast(json?.detail ?? "The scenes could not be put together.", "failed");
    const first = scene.firstElementChild;
    before.append(...scene.children);
    scene.remove();
    before.dataset.revision = json.revision;
    this.#history.forget();
    return first;
  }

  #conflict(scene, html) {
    const place = this.querySelector("[data-conflicts]");
    const box = place.appendChild(Object.assign(document.createElement("div"), { innerHTML: html }));
    box.dataset.scene = scene.dataset.node;
    announce("Someone else changed this scene. Both versions are shown.");
  }

  async #settled(button) {
    const box = button.closest("[data-scene]");
    const scene = this.#byNode(box.dataset.scene);
    const expected = box.querySelector("[data-expected]")?.dataset.expected;
    delete scene.dataset.conflict;
    box.remove();
    if (button.dataset.conflict === "theirs") return this.#refresh(scene, true);
    scene.dataset.revision = expected;
    return this.#saves.save(scene);
  }

  #byNode(node) {
    return [...this.#sheet.children].find((scene) => scene.dataset.node === node);
  }

  #recall(scene) {
    const draft = this.#saves.recalled(scene.dataset.node);
    if (!draft?.fields?.elements) return;
    if (draft.fields.elements === JSON.stringify(elements(scene))) return this.#saves.clean(scene, scene.dataset.revision);
    render(scene, JSON.parse(draft.fields.elements));
    scene.dataset.revision = draft.expected;
    this.#saves.touch(scene);
  }

  /** News or a save: ask soon what changed elsewhere and where pages begin now. */
  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#renew(), wait);
  }

  async #renew() {
    const { scenes, pages, page_count: count } = await this.#asked("now=1");
    if (!scenes) return;
    const open = new Set(this.#saves.open);
    const known = new Map([...this.#sheet.children].map((scene) => [scene.dataset.node, scene]));
    let last = null;
    for (const row of scenes) {
      const scene = known.get(row.node) ?? made({ ...row, elements: [] });
      known.delete(row.node);
      const place = last ? last.nextElementSibling : this.#sheet.firstElementChild;
      if (place !== scene) last ? last.after(scene) : this.#sheet.prepend(scene);
      last = scene;
      if (!open.has(scene) && String(row.revision) !== scene.dataset.revision) await this.#refresh(scene);
      else if (!scene.textContent && !open.has(scene) && !scene.dataset.breaks) await this.#refresh(scene);
    }
    for (const scene of known.values()) if (!open.has(scene)) scene.remove();
    showPages(this.#sheet, pages);
    this.#counted(count);
  }

  async #refresh(scene, forced = false) {
    const answer = await fetch(this.#url(scene.dataset.node, "elements"), { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    const { revision, elements: rows } = await answer.json();
    if (!forced && this.#saves.open.includes(scene)) return; // typed in meanwhile
    const same = JSON.stringify(rows) === JSON.stringify(elements(scene));
    if (!same) {
      render(scene, rows);
      this.#history.forget();
      for (const place of scene.children) colour(place);
    }
    this.#saves.clean(scene, revision);
  }

  #counted(count) {
    const place = this.querySelector("[data-page-count]");
    if (place) place.textContent = `${count} page${count === 1 ? "" : "s"}`;
  }

  #reading(place) {
    this.querySelector("[data-command=aloud]")?.setAttribute("aria-pressed", String(Boolean(place)));
    for (const each of this.#sheet.querySelectorAll("[data-reading]")) each.removeAttribute("data-reading");
    place?.toggleAttribute("data-reading", true);
    place?.scrollIntoView({ block: "nearest" });
  }

  /** A form elsewhere on the page acts on what one sees: first everything is saved. */
  async #first(event) {
    if (!this.#saves.open.length || this.contains(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target: form, submitter } = event;
    if (await this.#saves.all()) form.requestSubmit(submitter);
    else toast("First settle what could not be saved on this page; nothing was started.", "review");
  }

  #follow(hash) {
    const scene = hash.startsWith("#edit-") && this.#byNode(hash.slice(6));
    if (!scene) return;
    scene.scrollIntoView({ block: "start" });
    if (!this.hasAttribute("readonly")) put(scene.firstElementChild, 0);
  }
}

customElements.define("screenplay-editor", ScreenplayEditor);
