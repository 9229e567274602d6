// The queue behind a sheet: one cell at a time, in order, so that each carries the revision the one before it made.
import { drop, keep, recall } from "./drafts.js";
import { Offline, backOff, post } from "./requests.js";
import { announce } from "./toasts.js";

/** What the panel of two versions (ui/conflict.html) says about one field. */
function versions(html, field) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const panel = holder.content.querySelector("[data-expected]");
  return {
    expected: panel?.dataset.expected,
    value: panel?.querySelector(`[data-theirs="${CSS.escape(field)}"]`)?.textContent ?? "",
    who: panel?.dataset.who,
  };
}

/** Saves cells of one table; what is not confirmed is kept in the browser and sent again after a reload. */
export class CellSaves {
  #table;
  #queue = []; // {id, field, value, expected}
  #running = false;
  #timer;
  #tries = 0;

  constructor(table) {
    this.#table = table;
    this.online = () => this.#run();
    window.addEventListener("online", this.online);
  }

  stop() {
    clearTimeout(this.#timer);
    window.removeEventListener("online", this.online);
  }

  /** The raw value of a cell: data-value where it differs from the text. */
  valueOf(cell) {
    return cell.dataset.value ?? cell.textContent.trim();
  }

  add(cell, value) {
    const row = cell.closest("tr");
    const before = this.#queue.find(
      (entry) => entry.id === row.dataset.id && entry.field === cell.dataset.field && !entry.sending,
    );
    if (before) before.value = value;
    else this.#queue.push({ id: row.dataset.id, field: cell.dataset.field, value });
    this.write(cell, { value, text: value });
    this.#mark(cell, "saving");
    this.#remember();
    this.#run();
  }

  /** Resolves once nothing is under way any more. */
  async idle() {
    while (this.#running) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  restore() {
    const draft = recall(this.#key);
    if (!draft || this.#queue.length) return;
    for (const entry of draft.queue) {
      const cell = this.#cell(entry);
      if (!cell) continue;
      this.#queue.push({ ...entry, sending: false });
      this.write(cell, { value: entry.value, text: entry.value });
      this.#mark(cell, "saving");
    }
    this.#run();
  }

  async #run() {
    clearTimeout(this.#timer);
    if (this.#running) return;
    this.#running = true;
    while (this.#queue.length) {
      const entry = this.#queue[0];
      entry.sending = true;
      try {
        this.#answered(entry, await this.#send(entry));
        this.#tries = 0;
      } catch (error) {
        if (!(error instanceof Offline)) throw error;
        entry.sending = false;
        this.#say("Offline: changed cells are kept in this browser and sent when the studio can be reached.");
        this.#timer = setTimeout(() => this.#run(), backOff(this.#tries++));
        break;
      }
      this.#queue.shift();
      this.#remember();
    }
    this.#running = false;
  }

  #send(entry) {
    const body = new FormData();
    const row = this.#row(entry.id);
    for (const name of ["id", "field", "value"]) body.append(name, entry[name]);
    if (!body.has(entry.field)) body.append(entry.field, entry.value);
    body.append("expected", row?.dataset.expected ?? "0");
    return post(this.#table.getAttribute("action"), body).then((answer) => {
      if (answer.status >= 500 || answer.status === 429) throw new Offline(String(answer.status));
      return answer;
    });
  }

  #answered(entry, { status, json, html }) {
    const cell = this.#cell(entry);
    const row = this.#row(entry.id);
    if (!cell) return;
    if (status < 300) {
      if (json?.expected !== undefined) row.dataset.expected = json.expected;
      const newer = this.#queue.some(
        (other) => other !== entry && other.id === entry.id && other.field === entry.field,
      );
      if (!newer)
        this.write(cell, {
          value: json?.value ?? entry.value,
          text: json?.text ?? json?.value ?? entry.value,
        });
      this.#mark(cell, "saved");
      this.#say("");
    } else if (status === 409 && (html || json?.expected !== undefined))
      this.#conflict(entry, cell, row, html ? versions(html, entry.field) : json);
    else {
      this.#mark(cell, "error");
      const words =
        json?.error ??
        json?.detail ??
        (status === 401 ? "You are signed out; sign in again in another tab." : "This value was not taken.");
      this.#say(`${this.#table.column(cell).label}: “${entry.value}” was not saved. ${words}`, "failed");
      cell.title = words;
    }
  }

  #conflict(entry, cell, row, { expected, value = "", text, who = "Someone else" }) {
    if (expected !== undefined) row.dataset.expected = expected;
    if (String(value) === entry.value) return this.#mark(cell, "saved");
    this.write(cell, { value, text: text ?? value });
    this.#mark(cell, "error");
    this.#say(`${who} changed this to “${text ?? value}”. Yours was “${entry.value}”.`, "failed", () =>
      this.add(cell, entry.value),
    );
    return undefined;
  }

  /** Show a value in a cell. */
  write(cell, { value, text }) {
    cell.dataset.value = value;
    const place = cell.querySelector("[data-text]") ?? cell;
    place.textContent = text;
  }

  #mark(cell, state) {
    for (const other of ["saving", "saved", "error"]) cell.toggleAttribute(`data-${other}`, other === state);
    cell.toggleAttribute("data-unsaved", state === "saving");
    if (state !== "error") cell.removeAttribute("title");
  }

  #say(words, tone = "", keepMine = null) {
    const note =
      this.#table.querySelector(".shot-table-note") ??
      this.#table.appendChild(Object.assign(document.createElement("p"), { className: "shot-table-note" }));
    note.setAttribute("role", "status");
    note.dataset.tone = tone;
    note.textContent = words;
    if (!keepMine) return;
    for (const [label, then] of [
      ["Keep mine", keepMine],
      ["Keep theirs", () => undefined],
    ]) {
      const button = Object.assign(document.createElement("button"), {
        className: "button",
        type: "button",
        textContent: label,
      });
      button.dataset.size = "small";
      button.addEventListener("click", () => {
        note.textContent = "";
        then();
      });
      note.append(" ", button);
    }
    announce(words);
  }

  #remember() {
    if (this.#queue.length) keep(this.#key, { queue: this.#queue });
    else drop(this.#key);
  }

  #row(id) {
    return this.#table.querySelector(`tr[data-id="${CSS.escape(id)}"]`);
  }

  #cell({ id, field }) {
    return this.#row(id)?.querySelector(`td[data-field="${CSS.escape(field)}"]`);
  }

  get #key() {
    return `cells:${this.#table.getAttribute("action")}`;
  }
}
