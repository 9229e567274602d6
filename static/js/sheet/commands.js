// What can be done with chosen shots, by key, by button and by dragging. Every step is one request.
import { Offline, post } from "../requests.js";
import { act } from "../shortcuts/doing.js";
import { held } from "../shortcuts/page.js";
import { announce, toast } from "../toasts.js";

/** The command of a key press, if it is one. */
export function commandOf(event) {
  return held(event, "sheet");
}

function ask(title, label, hint, yes) {
  const box = document.getElementById("sheet-ask");
  for (const [name, words] of Object.entries({ title, label, hint, yes }))
    box.querySelector(`[data-${name}]`).textContent = words;
  const input = box.querySelector("input");
  input.value = "";
  box.returnValue = "";
  box.querySelector("[data-yes]").value = "yes";
  return new Promise((resolve) => {
    box.addEventListener("close", () => resolve(box.returnValue === "yes" ? input.value.trim() : ""), {
      once: true,
    });
    box.showModal();
    input.focus();
  });
}

export class Commands {
  #table;

  constructor(table) {
    this.#table = table;
  }

  /** Carry out a command on the chosen rows; ``active`` is the cell that has or had the keyboard. */
  async run(name, active) {
    if (name === "keys") return act("help");
    if (name === "export") return document.querySelector("[data-export]")?.click();
    if (!this.#table.hasAttribute("base")) return undefined;
    if (name === "undo") return this.#post("back/", {}, active);
    if (name === "redo") return this.#post("forth/", {}, active);
    const rows = this.#table.picked.rows(active);
    if (!rows.length) return toast("Choose a shot first: click a cell or move to it.", "review");
    if (name === "fill") return this.#table.fillDown(active);
    return this[`on_${name}`](rows, active);
  }

  on_add(rows, active) {
    return this.#post(`${rows.at(-1).dataset.id}/add/`, {}, active);
  }

  on_duplicate(rows, active) {
    return this.#post("duplicate/", this.#shots(rows), active);
  }

  on_merge(rows, active) {
    return this.#post("merge/", this.#shots(rows), active);
  }

  on_remove(rows, active) {
    const near = rows.at(-1).nextElementSibling ?? rows[0].previousElementSibling;
    return this.#post("remove/", this.#shots(rows), active, near?.dataset.id);
  }

  on_earlier(rows, active) {
    return this.place(rows, Number(rows[0].dataset.place) - 1, active);
  }

  on_later(rows, active) {
    return this.place(rows, Number(rows[0].dataset.place) + 1, active);
  }

  async on_number(rows, active) {
    const to = await ask(
      "Move to a place",
      "Which place in its scene?",
      "The first shot of a scene is 1. Nothing is renumbered.",
      "Move",
    );
    return to ? this.place(rows, to, active) : active?.focus();
  }

  on_scene(rows, active) {
    return this.toScene(rows, {}, active);
  }

  /** Ask what moving rows to a scene (id) and a place in it would do, and let it be done. */
  async toScene(rows, { scene, place }, active) {
    await this.#table.saved();
    await document.querySelector("scene-move")?.ask({ shots: this.#shots(rows).shot, scene, place });
    active?.focus();
  }

  async on_split(rows, active) {
    const lasts = this.#table.text(rows[0].dataset.id, "seconds");
    const hint = lasts
      ? `It lasts ${lasts} s; both parts together stay as long.`
      : "Both parts together stay as long.";
    const seconds = await ask(`Split shot ${this.#table.label(rows[0].dataset.id)}`, "At which second?", hint, "Split");
    return seconds ? this.#post(`${rows[0].dataset.id}/split/`, { seconds }, active) : active?.focus();
  }

  /** Put rows at a place of their scene, counted from 1. */
  place(rows, to, active) {
    if (Number(to) < 1) return announce("It is the first of its scene.");
    return this.#post("place/", { ...this.#shots(rows), to }, active);
  }

  #shots(rows) {
    return { shot: rows.map((row) => row.dataset.id) };
  }

  async #post(address, fields, active, goTo = "") {
    await this.#table.saved();
    const body = new FormData();
    body.append("step", address); // a form without any field is refused as broken
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) body.append(name, one);
    const at = { row: goTo || active?.closest("tr")?.dataset.id, field: active?.dataset.field };
    try {
      const { status, json } = await post(`${this.#table.getAttribute("base")}${address}`, body);
      if (status >= 400) return toast(json?.detail ?? "That was not done.", status === 422 ? "review" : "failed");
      toast(json.said, "locked");
      return this.#table.renew({ ...at, row: json.shot || at.row });
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      return toast("The studio could not be reached. Nothing was changed; try again.", "failed");
    }
  }
}
