// Saving scenes one by one: each against the revision it was read at, two or three breaths after the last key. What the
// server has not confirmed is kept in this browser.
import { drop, keep, recall } from "../drafts.js";
import { Offline, backOff, post } from "../requests.js";
import { elements } from "./blocks.js";

const WAIT_MS = 900;

export class Saves {
  #url;
  #told;
  #states = new Map(); // scene -> {timer, sending, tries, dirty}

  /** ``url(node, action)`` makes addresses; ``told(scene, state, answer)`` hears how it went. */
  constructor(url, told) {
    this.#url = url;
    this.#told = told;
  }

  /** Scenes with something that is not saved. */
  get open() {
    return [...this.#states].filter(([, state]) => state.dirty).map(([scene]) => scene);
  }

  /** A draft of a scene that was left in this browser, or null. */
  recalled(node) {
    return recall(this.#url(node, "write"));
  }

  /** Something in a scene changed. */
  touch(scene, wait = WAIT_MS) {
    const state = this.#state(scene);
    state.dirty = true;
    state.version = (state.version ?? 0) + 1;
    scene.toggleAttribute("data-unsaved", true);
    clearTimeout(state.timer);
    if (scene.dataset.conflict !== undefined) return;
    state.timer = setTimeout(() => this.save(scene), wait);
    this.#told(scene, "typing");
  }

  /** Write what is in the browser's keeping now: for the moment before a page goes away. */
  keep(scene) {
    const data = JSON.stringify(elements(scene));
    return keep(this.#url(scene.dataset.node, "write"), { expected: scene.dataset.revision, fields: { elements: data } });
  }

  /** Send a scene; true when nothing of it is left unsaved. */
  async save(scene) {
    const state = this.#state(scene);
    clearTimeout(state.timer);
    if (state.sending) await state.sending;
    if (!state.dirty) return true;
    if (scene.dataset.conflict !== undefined) return false;
    state.sending = this.#send(scene, state).finally(() => (state.sending = undefined));
    await state.sending;
    return !state.dirty;
  }

  /** Send everything. */
  async all() {
    return (await Promise.all(this.open.map((scene) => this.save(scene)))).every(Boolean);
  }

  /** A scene as the server has it: nothing to send any more. */
  clean(scene, revision) {
    const state = this.#state(scene);
    clearTimeout(state.timer);
    state.dirty = false;
    scene.dataset.revision = revision;
    scene.removeAttribute("data-unsaved");
    drop(this.#url(scene.dataset.node, "write"));
  }

  async #send(scene, state) {
    const version = state.version;
    const body = new FormData();
    body.append("elements", JSON.stringify(elements(scene)));
    body.append("expected", scene.dataset.revision);
    if (!scene.textContent.trim()) body.append("empty", "1");
    this.#told(scene, "saving");
    this.keep(scene);
    let answer;
    try {
      answer = await post(this.#url(scene.dataset.node, "write"), body);
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      return this.#again(scene, state, "offline");
    }
    if (answer.status >= 500 || answer.status === 429) return this.#again(scene, state, "failed");
    state.tries = 0;
    if (answer.status >= 200 && answer.status < 300) {
      if (state.version === version) this.clean(scene, answer.json.expected);
      else scene.dataset.revision = answer.json.expected;
      this.#told(scene, state.dirty ? "typing" : "saved", answer);
      if (state.dirty) state.timer = setTimeout(() => this.save(scene), WAIT_MS);
    } else if (answer.status === 409) {
      scene.dataset.conflict = "";
      this.#told(scene, "conflict", answer);
    } else if (answer.status === 422) this.#told(scene, "invalid", answer);
    else this.#told(scene, answer.status === 401 ? "signedout" : "refused", answer);
    return undefined;
  }

  #again(scene, state, why) {
    this.#told(scene, why);
    state.tries = (state.tries ?? 0) + 1;
    state.timer = setTimeout(() => this.save(scene), backOff(state.tries));
  }

  #state(scene) {
    if (!this.#states.has(scene)) this.#states.set(scene, {});
    return this.#states.get(scene);
  }
}
