// Which cells of a sheet are chosen: a block between two corners, and single ones beside it. Kept by row and column,
// so that it survives rows that are drawn again.
import { announce } from "../toasts.js";

const nameOf = (cell) => `${cell.closest("tr").dataset.id} ${cell.dataset.field}`;

export class Picked {
  #table;
  #corner = ""; // where the block began
  #names = new Set();

  constructor(table) {
    this.#table = table;
  }

  /** The chosen cells in order; the one with the keyboard when there is no block. */
  cells(active) {
    const found = this.#table.cells.filter((cell) => this.#names.has(nameOf(cell)));
    return found.length || !active ? found : [active];
  }

  /** The rows that have a chosen cell. */
  rows(active) {
    return [...new Set(this.cells(active).map((cell) => cell.closest("tr")))];
  }

  get any() {
    return this.#names.size > 0;
  }

  /** Begin anew at a cell. */
  begin(cell) {
    this.#corner = nameOf(cell);
    this.#show(new Set());
  }

  /** Choose the block from where it began to a cell. */
  reach(cell, from) {
    // Rows that are drawn again put the keyboard elsewhere: without a block, one begins where the keyboard is.
    const corner = (this.any && this.#find(this.#corner)) || from;
    this.#corner = nameOf(corner);
    const rows = this.#table.rows;
    const fields = this.#table.fields;
    const [top, bottom] = [corner, cell].map((each) => rows.indexOf(each.closest("tr"))).sort((a, b) => a - b);
    const [left, right] = [corner, cell].map((each) => fields.indexOf(each.dataset.field)).sort((a, b) => a - b);
    this.#block(rows.slice(top, bottom + 1), fields.slice(left, right + 1));
  }

  /** Choose one more cell, or one less. */
  toggle(cell, from) {
    const names = new Set(this.#names.size || !from ? this.#names : [nameOf(from)]);
    if (!names.delete(nameOf(cell))) names.add(nameOf(cell));
    this.#corner = nameOf(cell);
    this.#show(names);
  }

  /** Choose whole rows (of what is chosen), whole columns, or everything. */
  whole(what, active) {
    const cells = this.cells(active);
    const rows = what === "rows" ? this.rows(active) : this.#table.rows;
    const fields =
      what === "column" ? [...new Set(cells.map((cell) => cell.dataset.field))] : this.#table.fields;
    this.#block(rows, fields);
  }

  none() {
    this.#show(new Set());
  }

  /** Mark the chosen cells again after rows were drawn anew. */
  again() {
    this.#mark();
  }

  #block(rows, fields) {
    const names = rows.flatMap((row) => fields.map((field) => `${row.dataset.id} ${field}`));
    this.#show(new Set(names));
    if (names.length > 1) announce(`${rows.length} rows, ${fields.length} columns chosen`);
  }

  #find(name) {
    return this.#table.cells.find((cell) => nameOf(cell) === name);
  }

  #show(names) {
    this.#names = names;
    this.#mark();
  }

  #mark() {
    for (const cell of this.#table.cells) {
      if (this.#names.has(nameOf(cell))) cell.setAttribute("aria-selected", "true");
      else cell.removeAttribute("aria-selected");
    }
  }
}
