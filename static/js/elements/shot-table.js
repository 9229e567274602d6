// <shot-table action="/cell/"> around a table with role="grid": th[data-field] name the columns (data-type, data-options
// "CU|MS"), tr[data-id][data-expected] the rows, td[data-field] the cells. Posts id, field, value, expected, one cell at a time.
import { CellSaves } from "../cell-saves.js";
import { edit } from "../cell-editor.js";
import { parseTsv } from "../tsv.js";
import { toast } from "../toasts.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class ShotTable extends HTMLElement {
  #active;
  #saves;

  connectedCallback() {
    this.#saves = new CellSaves(this);
    for (const type of ["keydown", "click", "dblclick", "paste", "copy", "focusin"])
      this.addEventListener(type, this);
    document.addEventListener("htmx:after:swap", this);
    this.ready();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
    this.#saves.stop();
  }

  /** Call after rows were replaced: the first cell can be reached by Tab, and kept values are sent again. */
  ready() {
    for (const cell of this.cells) cell.tabIndex = -1;
    const first = this.#active?.isConnected ? this.#active : this.cells[0];
    if (first) first.tabIndex = 0;
    this.#active = first;
    this.#saves.restore();
  }

  get cells() {
    return [...this.querySelectorAll("tbody td[data-field]")];
  }

  get rows() {
    return [...this.querySelectorAll("tbody tr[data-id]")];
  }

  /** What the head says about a cell's column. */
  column(cell) {
    const head = this.querySelector(`thead [data-field="${CSS.escape(cell.dataset.field)}"]`);
    return {
      label: head?.textContent.trim() || cell.dataset.field,
      type: head?.dataset.type ?? "text",
      options: head?.dataset.options ? head.dataset.options.split("|") : [],
      readonly: cell.hasAttribute("data-readonly"),
    };
  }

  handleEvent(event) {
    if (event.type === "htmx:after:swap") return this.#swapped(event.detail?.ctx?.target);
    const cell = event.target.closest("td[data-field]");
    if (event.type === "focusin") return cell && this.#activate(cell);
    if (event.type === "click") return cell && event.target === cell ? cell.focus() : undefined;
    if (event.type === "dblclick") return cell && this.#edit(cell);
    // Only a cell that has the keyboard itself: buttons and editors inside it look after their own keys.
    if (!cell || event.target !== cell) return undefined;
    return this[`on_${event.type}`](event, cell);
  }

  #swapped(target) {
    if (target instanceof Element && (target.contains(this) || this.contains(target))) this.ready();
  }

  on_keydown(event, cell) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (STEPS[event.key])
      this.#move(cell, ...STEPS[event.key].map((n) => n * (event.ctrlKey || event.metaKey ? 1e6 : 1)));
    else if (event.key === "Home" || event.key === "End")
      this.#move(
        cell,
        event.ctrlKey ? (event.key === "Home" ? -1e6 : 1e6) : 0,
        event.key === "Home" ? -1e6 : 1e6,
      );
    else if (event.key === "PageDown" || event.key === "PageUp")
      this.#move(cell, event.key === "PageDown" ? 10 : -10, 0);
    else if (event.key === "Tab") {
      if (!this.#along(cell, event.shiftKey ? -1 : 1)) return;
    } else if (event.key === "Enter" || event.key === "F2") this.#edit(cell);
    else if ((event.key === "Delete" || event.key === "Backspace") && !this.column(cell).options.length)
      this.#put(cell, "");
    else if (plain && event.key.length === 1 && event.key !== " ") this.#edit(cell, event.key);
    else return;
    event.preventDefault();
  }

  on_copy(event, cell) {
    if (!getSelection().isCollapsed) return;
    event.clipboardData.setData("text/plain", this.#saves.valueOf(cell));
    event.preventDefault();
  }

  on_paste(event, cell) {
    event.preventDefault();
    const grid = parseTsv(event.clipboardData.getData("text/plain"));
    const rows = this.rows;
    const top = rows.indexOf(cell.closest("tr"));
    const left = [...cell.parentElement.querySelectorAll("td[data-field]")].indexOf(cell);
    let refused = 0;
    grid.forEach((line, down) => {
      const cells = rows[top + down]?.querySelectorAll("td[data-field]");
      line.forEach((value, along) => {
        const target = cells?.[left + along];
        if (!target || !this.#put(target, value)) refused += 1;
      });
    });
    if (refused)
      toast(
        `${refused} of the pasted values did not fit: beyond the table, or not one of the column's choices.`,
        "review",
      );
  }

  #activate(cell) {
    if (this.#active) this.#active.tabIndex = -1;
    this.#active = cell;
    cell.tabIndex = 0;
  }

  #move(cell, down, along) {
    const rows = this.rows;
    const clamp = (n, list) => list[Math.max(0, Math.min(list.length - 1, n))];
    const row = clamp(rows.indexOf(cell.closest("tr")) + down, rows);
    const visible = (of) =>
      [...of.querySelectorAll("td[data-field]")].filter((other) => other.checkVisibility());
    const place = visible(cell.closest("tr")).indexOf(cell);
    clamp(place + along, visible(row))?.focus();
  }

  #along(cell, step) {
    const cells = this.cells.filter((other) => other.checkVisibility());
    const next = cells[cells.indexOf(cell) + step];
    next?.focus();
    return Boolean(next);
  }

  #edit(cell, first = "") {
    const column = this.column(cell);
    if (column.readonly || cell.querySelector(".shot-cell-editor")) return;
    cell.dataset.unsaved = "";
    const input = edit(cell, column, this.#saves.valueOf(cell), (value, direction) => {
      delete cell.dataset.unsaved;
      if (value !== null) this.#put(cell, value);
      if (direction) cell.focus();
      if (direction === "down") this.#move(cell, 1, 0);
      else if (direction === "next" || direction === "back") this.#along(cell, direction === "next" ? 1 : -1);
    });
    if (!first) return;
    if (input instanceof HTMLSelectElement)
      input.value =
        [...input.options].find((o) => o.value.toLowerCase().startsWith(first.toLowerCase()))?.value ??
        input.value;
    else input.value = first;
  }

  /** Put a value into a cell and send it; false when the column does not take it. */
  #put(cell, typed) {
    const column = this.column(cell);
    if (column.readonly) return false;
    const value = column.options.length
      ? column.options.find((option) => option.toLowerCase() === typed.trim().toLowerCase())
      : typed;
    if (value === undefined) return false;
    if (value !== this.#saves.valueOf(cell)) this.#saves.add(cell, value);
    return true;
  }
}

customElements.define("shot-table", ShotTable);
