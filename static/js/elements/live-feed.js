// <live-feed src="/ws/..." since="41">: listens to the project and tells the page what changed.
// A message is JSON {seq, topic, data}; it becomes an event "live:<topic>" on <body>, where hx-trigger hears it. "hello" and
// "reset" are between the server and this element: the number one starts from, and that too much was missed to catch up.
import { backOff } from "../requests.js";

const PATIENCE_MS = 3000; // a short gap is nobody's business
const GONE = [4401, 4403, 4404]; // the server does not want us; asking again would not help

class LiveFeed extends HTMLElement {
  #socket;
  #timer;
  #worry;
  #tries = 0;
  #note;

  connectedCallback() {
    this.#note = Object.assign(document.createElement("div"), { className: "live-state" });
    this.#note.setAttribute("role", "status");
    this.replaceChildren(this.#note);
    window.addEventListener("online", this);
    window.addEventListener("pageshow", this);
    this.#open();
  }

  disconnectedCallback() {
    window.removeEventListener("online", this);
    window.removeEventListener("pageshow", this);
    clearTimeout(this.#timer);
    clearTimeout(this.#worry);
    this.#socket?.close();
  }

  handleEvent(event) {
    if (event.type === "pageshow" && !event.persisted) return;
    this.#tries = 0;
    clearTimeout(this.#timer);
    this.#open();
  }

  #open() {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    const address = new URL(this.getAttribute("src"), location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    if (this.hasAttribute("since")) address.searchParams.set("since", this.getAttribute("since"));
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (message) => this.#heard(message.data);
    socket.onclose = (close) => socket === this.#socket && this.isConnected && this.#closed(close.code);
  }

  #opened() {
    clearTimeout(this.#worry);
    this.#worry = undefined;
    this.#tries = 0;
    if (this.#note.dataset.state !== "offline") return;
    this.#say("reconnected", "Connected again; the page is up to date.");
    setTimeout(() => this.#note.dataset.state === "reconnected" && this.#say("", ""), 2500);
  }

  #heard(text) {
    const { seq, topic, data } = JSON.parse(text);
    // The server may send a range twice after a reconnect; an event is told once.
    if (topic !== "reset" && seq <= Number(this.getAttribute("since") ?? -1)) return;
    if (seq !== undefined) this.setAttribute("since", seq);
    if (topic === "hello") return;
    if (topic === "reset") return this.#reset();
    document.body.dispatchEvent(
      new CustomEvent(`live:${topic}`, { bubbles: true, detail: { seq, topic, data } }),
    );
    return undefined;
  }

  #reset() {
    if (!document.querySelector("[data-unsaved]")) return location.reload();
    return this.#say(
      "offline",
      "Much has changed while this page was away. Reload it when what you typed is saved.",
    );
  }

  #closed(code) {
    if (GONE.includes(code))
      return this.#say("offline", "This page no longer hears of changes. Reload it to go on.");
    this.#worry ??= setTimeout(
      () => this.#say("offline", "The live connection is down; trying again. You can go on working."),
      PATIENCE_MS,
    );
    this.#timer = setTimeout(() => this.#open(), backOff(this.#tries++));
    return undefined;
  }

  #say(state, words) {
    this.#note.dataset.state = state;
    this.#note.textContent = words;
  }
}

customElements.define("live-feed", LiveFeed);
