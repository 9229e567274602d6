// Many cells of a sheet written as one step: all, or none until somebody has decided about those that cannot be.
import { Offline, post } from "../requests.js";
import { announce, toast } from "../toasts.js";

const dialog = () => document.getElementById("sheet-choose");

function line(words, box) {
  const item = document.createElement("li");
  if (!box) {
    item.textContent = words;
    return item;
  }
  const label = Object.assign(document.createElement("label"), { className: "assign-choice" });
  label.append(box, Object.assign(document.createElement("span"), { textContent: words }));
  item.append(label);
  return item;
}

/** Show lines and ask; resolves to whether to go on. */
function ask(title, hint, yes, lines) {
  const box = dialog();
  if (!box) return Promise.resolve(false);
  box.querySelector("[data-title]").textContent = title;
  box.querySelector("[data-hint]").textContent = hint;
  const button = box.querySelector("[data-yes]");
  button.textContent = yes;
  button.hidden = !yes;
  box.querySelector("[data-list]").replaceChildren(...lines);
  box.returnValue = "";
  button.value = "yes";
  return new Promise((resolve) => {
    box.addEventListener("close", () => resolve(box.returnValue === "yes"), { once: true });
    box.showModal();
    if (yes) button.focus();
  });
}

export class Blocks {
  #table;
  #busy = false;

  constructor(table) {
    this.#table = table;
  }

  /** Write [{row, field, value}]; ``misfits`` are sentences about values that have no cell at all. */
  async write(wanted, misfits = []) {
    if (this.#busy) return;
    this.#busy = true;
    try {
      if (misfits.length && !(await this.#confirm(misfits, wanted.length))) return;
      await this.#send(wanted);
    } finally {
      this.#busy = false;
    }
  }

  #confirm(lines, left) {
    const hint = left
      ? "Nothing is written yet. These values have no cell; the others can be written without them."
      : "Nothing was written.";
    return ask(
      "Some values do not fit",
      hint,
      left ? `Write the other ${left}` : "",
      lines.slice(0, 50).map((words) => line(words)),
    );
  }

  async #send(wanted) {
    await this.#table.saved();
    const cells = wanted.filter(({ row, field, value }) => this.#table.text(row, field) !== value);
    if (!cells.length) return announce("Nothing was different.");
    const body = new FormData();
    body.append(
      "cells",
      JSON.stringify(
        cells.map(({ row, field, value, expected }) => [
          row,
          field,
          value,
          expected ?? this.#table.revision(row),
        ]),
      ),
    );
    let answer;
    try {
      answer = await post(`${this.#table.getAttribute("base")}cells/`, body);
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      return toast("The studio could not be reached. Nothing was written; try again.", "failed");
    }
    const { status, json } = answer;
    if (status < 300) return this.#written(json);
    if (json?.faults) return this.#faulty(cells, json.faults);
    if (json?.clashes) return this.#clashing(cells, json.clashes);
    return toast(json?.detail ?? "Nothing was written.", "failed");
  }

  #written({ rows, said }) {
    for (const { id, expected, cells } of rows) this.#table.show(id, cells, expected);
    toast(said, "locked");
    this.#table.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
  }

  async #faulty(cells, faults) {
    const bad = new Set(faults.map((fault) => `${fault.id} ${fault.field}`));
    const rest = cells.filter(({ row, field }) => !bad.has(`${row} ${field}`));
    const lines = faults
      .slice(0, 50)
      .map((fault) =>
        line(
          `Shot ${this.#table.label(fault.id)}, ${fault.label}, “${fault.value.slice(0, 60)}”: ${fault.sentence}`,
        ),
      );
    const hint = `Nothing is written yet: ${faults.length} of ${cells.length} values cannot be.`;
    if (await ask("Some values do not fit", hint, rest.length ? `Write the other ${rest.length}` : "", lines))
      await this.#send(rest);
  }

  async #clashing(cells, clashes) {
    const boxes = clashes.map((clash) => {
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: false });
      return { clash, box };
    });
    const lines = boxes.map(({ clash, box }) =>
      line(
        `Shot ${this.#table.label(clash.id)}, ${clash.label}: ${clash.who} wrote “${clash.theirs}”. ` +
          `Check it to write yours, “${clash.value}”.`,
        box,
      ),
    );
    const hint = "Nothing is written yet. Somebody changed these cells meanwhile; their words stay unless you check them.";
    if (!(await ask("Changed by others", hint, "Go on", lines))) return;
    const decided = new Map(boxes.map(({ clash, box }) => [`${clash.id} ${clash.field}`, { clash, mine: box.checked }]));
    const rest = [];
    for (const cell of cells) {
      const found = decided.get(`${cell.row} ${cell.field}`);
      if (!found) rest.push(cell);
      else if (found.mine) rest.push({ ...cell, expected: found.clash.expected });
      else this.#table.show(found.clash.id, { [found.clash.field]: found.clash.theirs }, found.clash.expected);
    }
    if (rest.length) await this.#send(rest);
  }
}
