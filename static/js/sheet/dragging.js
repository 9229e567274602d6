// Rows dragged by their grip to another place of their scene, or to another scene, which is asked about first. The keyboard
// has Alt and arrows, and Alt Shift T, for it.

const EDGE = 64; // pixels from the edge of what scrolls

export class Dragging {
  #table;
  #rows = [];
  #mark; // the row before which they would stand, or after the last

  constructor(table) {
    this.#table = table;
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"])
      table.addEventListener(type, this);
  }

  handleEvent(event) {
    const grip = event.target.closest?.("[data-grip]");
    if (event.type === "pointerdown") return grip && event.button === 0 ? this.#grab(event, grip) : undefined;
    if (!this.#rows.length) return undefined;
    if (event.type === "pointermove") return this.#move(event);
    return this.#drop(event.type === "pointerup");
  }

  #grab(event, grip) {
    event.preventDefault();
    const row = grip.closest("tr");
    const chosen = this.#table.picked.rows();
    this.#rows = chosen.includes(row) ? chosen.filter((one) => one.dataset.scene === row.dataset.scene) : [row];
    for (const one of this.#rows) one.dataset.dragging = "";
    this.#table.dataset.unsaved = "";
    grip.setPointerCapture(event.pointerId);
    return undefined;
  }

  #move(event) {
    const wrap = this.#table.querySelector(".table-wrap");
    const box = wrap.getBoundingClientRect();
    if (event.clientY < box.top + EDGE) wrap.scrollBy(0, -12);
    else if (event.clientY > box.bottom - EDGE) wrap.scrollBy(0, 12);
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("tr[data-id]");
    if (!under || this.#rows.includes(under)) return;
    const half = under.getBoundingClientRect();
    this.#show(under, event.clientY > half.top + half.height / 2);
  }

  #show(row, after) {
    this.#clear();
    this.#mark = { row, after };
    row.dataset.drop = after ? "after" : "before";
  }

  #clear() {
    if (this.#mark) delete this.#mark.row.dataset.drop;
    this.#mark = undefined;
  }

  #drop(wanted) {
    const rows = this.#rows;
    const mark = this.#mark;
    this.#clear();
    this.#rows = [];
    delete this.#table.dataset.unsaved;
    for (const row of rows) delete row.dataset.dragging;
    if (!wanted || !mark) return;
    const at = Number(mark.row.dataset.place);
    const scene = mark.row.closest("tbody").dataset.sceneNode;
    if (mark.row.dataset.scene !== rows[0].dataset.scene)
      return void this.#table.commands.toScene(rows, { scene, place: at + (mark.after ? 1 : 0) }, this.#table.firstCell(rows[0]));
    const before = rows.filter((row) => Number(row.dataset.place) < at).length;
    this.#table.commands.place(rows, at - before + (mark.after ? 1 : 0), this.#table.firstCell(rows[0]));
  }
}
