// Undo and redo: what a scene held before each change. Letters typed in one go are one step.
import { element, render } from "./blocks.js";
import { put } from "./caret.js";

const TOGETHER_MS = 1200;
const MOST = 200;

export class History {
  #root;
  #undo = [];
  #redo = [];
  #at = 0;
  #what = "";

  constructor(root) {
    this.#root = root;
  }

  /** Remember scenes as they are, before they change. ``what`` names the change, so that equal ones go together. */
  before(scenes, what, caret) {
    const now = Date.now();
    const together = what && what === this.#what && now - this.#at < TOGETHER_MS;
    this.#at = now;
    this.#what = what;
    this.#redo = [];
    const last = together && this.#undo.at(-1);
    if (last) {
      const others = scenes.filter((scene) => !last.rows.has(scene)); // one step may reach over many
      if (others.length) for (const [scene, rows] of this.#kept(others, caret).rows) last.rows.set(scene, rows);
      return;
    }
    this.#undo.push(this.#kept(scenes, caret));
    if (this.#undo.length > MOST) this.#undo.shift();
  }

  /** Scenes came or went: what was before cannot be put back any more. */
  forget() {
    this.#undo = [];
    this.#redo = [];
  }

  /** Go one step back, or forth; returns the scenes that changed. */
  step(back) {
    const [from, to] = back ? [this.#undo, this.#redo] : [this.#redo, this.#undo];
    const kept = from.pop();
    if (!kept) return [];
    this.#what = "";
    to.push(this.#kept([...kept.rows.keys()], kept.caret));
    for (const [scene, rows] of kept.rows) render(scene, rows);
    const place = kept.caret && kept.caret.scene.children[kept.caret.index];
    if (place) put(place, kept.caret.offset);
    return [...kept.rows.keys()];
  }

  #kept(scenes, caret) {
    const rows = new Map(scenes.filter((scene) => this.#root.contains(scene)).map((scene) => [scene, [...scene.children].map(raw)]));
    const place = caret?.from;
    const scene = place?.parentElement;
    return {
      rows,
      caret: caret?.scene
        ? caret
        : scene && { scene, index: [...scene.children].indexOf(place), offset: caret.start },
    };
  }
}

/** An element exactly as it was typed. */
function raw(place) {
  const row = element(place);
  row[1] = place.textContent;
  return row;
}
