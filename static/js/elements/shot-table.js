// <shot-table action="/cell/" base="/shots/"> around a table with role="grid": th[data-field] name the columns (data-type,
// data-options "CU|MS"), tr[data-id][data-expected] the rows, td[data-field] the cells. A cell is posted to action (id, field,
// value, expected); with a base, blocks go to base + "cells/" as one step, and shots are moved, split, merged ... there.
import { CellSaves } from "../cell-saves.js";
import { edit } from "../cell-editor.js";
import { Blocks } from "../sheet/blocks.js";
import { Commands, commandOf } from "../sheet/commands.js";
import { Dragging } from "../sheet/dragging.js";
import { Picked } from "../sheet/picked.js";
import { parseTsv, writeTsv } from "../tsv.js";
import { toast } from "../toasts.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const EDGE = "sheet-edge"; // in the session: at which end of the next page the keyboard goes on

class ShotTable extends HTMLElement {
  #active;
  #saves;
  #goTo; // {row, field}: where the keyboard goes once rows were drawn again

  connectedCallback() {
    this.picked = new Picked(this);
    this.commands = new Commands(this);
    this.blocks = new Blocks(this);
    this.#saves = new CellSaves(this);
    if (this.hasAttribute("base")) this.dragging ??= new Dragging(this);
    for (const type of ["keydown", "mousedown", "click", "dblclick", "paste", "copy", "focusin"])
      this.addEventListener(type, this);
    document.addEventListener("htmx:after:swap", this);
    this.ready();
    this.#fromPage();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
    this.#saves.stop();
  }

  /** Call after rows were replaced: the first cell can be reached by Tab, and kept values are sent again. */
  ready() {
    for (const cell of this.cells) cell.tabIndex = -1;
    const { row, field } = this.#goTo ?? {};
    const wanted = row && (this.cell(row, field) ?? this.firstCell(this.row(row)));
    const first = wanted ?? (this.#active?.isConnected ? this.#active : this.cells[0]);
    if (first) first.tabIndex = 0;
    this.#active = first;
    if (wanted) wanted.focus();
    this.#goTo = undefined;
    this.picked.again();
    this.#saves.restore();
  }

  get cells() {
    return [...this.querySelectorAll("tbody td[data-field]")];
  }

  get rows() {
    return [...this.querySelectorAll("tbody tr[data-id]")];
  }

  /** The columns that are shown, in order. */
  get fields() {
    return [...this.querySelectorAll("thead [data-field]")].map((head) => head.dataset.field);
  }

  row(id) {
    return this.querySelector(`tr[data-id="${CSS.escape(id)}"]`);
  }

  cell(id, field = "") {
    return this.row(id)?.querySelector(`td[data-field="${CSS.escape(field)}"]`) ?? undefined;
  }

  firstCell(row) {
    return row?.querySelector("td[data-field]") ?? undefined;
  }

  /** What a cell holds; empty for one that is not shown. */
  text(id, field) {
    const cell = this.cell(id, field);
    return cell ? this.#saves.valueOf(cell) : "";
  }

  revision(id) {
    return this.row(id)?.dataset.expected ?? "0";
  }

  /** What people call a row. */
  label(id) {
    return this.row(id)?.querySelector("th a")?.lastChild?.textContent.trim() ?? "that is gone";
  }

  /** Show values in a row, as of a revision. */
  show(id, values, expected) {
    const row = this.row(id);
    if (!row) return;
    row.dataset.expected = expected;
    for (const [field, value] of Object.entries(values)) {
      const cell = this.cell(id, field);
      if (cell) this.#saves.write(cell, { value, text: value });
    }
  }

  /** Wait until no single cell is under way. */
  saved() {
    return this.#saves.idle();
  }

  /** Draw the rows again from the server, and put the keyboard on a cell then. */
  renew(goTo) {
    this.#goTo = goTo;
    this.picked.none();
    this.closest("[hx-get]")?.dispatchEvent(new CustomEvent("sheet:changed"));
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
    if (event.type === "click") return this.#click(event, cell);
    if (event.type === "dblclick") return cell && this.#edit(cell);
    // Words are not marked while cells are: the browser would do so from one click to the next.
    if (event.type === "mousedown") return cell === event.target && event.shiftKey ? event.preventDefault() : undefined;
    if (event.type === "keydown" && event.target.matches("[data-do]")) return this.#along_tools(event);
    // Only a cell that has the keyboard itself: buttons and editors inside it look after their own keys.
    if (!cell || event.target !== cell) return undefined;
    return this[`on_${event.type}`](event, cell);
  }

  #click(event, cell) {
    const tool = event.target.closest("[data-do]");
    if (tool) return this.commands.run(tool.dataset.do, this.#active);
    if (!cell || event.target !== cell) return undefined;
    if (event.shiftKey) this.picked.reach(cell, this.#active ?? cell);
    else if (event.ctrlKey || event.metaKey) this.picked.toggle(cell, this.#active);
    else this.picked.begin(cell);
    return cell.focus();
  }

  #along_tools(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const command = commandOf(event);
    if (command) this.commands.run(command, this.#active);
    else if (!step) return;
    const tools = [...this.querySelectorAll("[data-do]")];
    if (step) tools.at((tools.indexOf(event.target) + step) % tools.length)?.focus();
    event.preventDefault();
  }

  #swapped(target) {
    if (target instanceof Element && (target.contains(this) || this.contains(target))) this.ready();
  }

  on_keydown(event, cell) {
    const command = commandOf(event);
    const held = event.ctrlKey || event.metaKey;
    if (command) this.commands.run(command, cell);
    else if (held && event.key.toLowerCase() === "a") this.picked.whole("all", cell);
    else if (event.key === " " && (event.shiftKey || held))
      this.picked.whole(event.shiftKey ? "rows" : "column", cell);
    else if (STEPS[event.key] || /^(Home|End|Page(Up|Down))$/.test(event.key)) this.#walk(event, cell, held);
    else if (event.key === "Escape" && this.picked.any) this.picked.none();
    else if (event.key === "Tab") {
      if (!this.#along(cell, event.shiftKey ? -1 : 1)) return;
    } else if (event.key === "Enter" || event.key === "F2") this.#edit(cell);
    else if (event.key === "Delete" || event.key === "Backspace") this.#empty(cell);
    else if (!held && !event.altKey && event.key.length === 1 && event.key !== " ") this.#edit(cell, event.key);
    else return;
    event.preventDefault();
  }

  #walk(event, cell, held) {
    const far = held ? 1e6 : 1;
    const ways = {
      Home: [held ? -1e6 : 0, -1e6],
      End: [held ? 1e6 : 0, 1e6],
      PageDown: [10, 0],
      PageUp: [-10, 0],
    };
    const [down, along] = ways[event.key] ?? STEPS[event.key].map((step) => step * far);
    const target = this.#target(cell, down, along);
    if (event.shiftKey) {
      this.picked.reach(target, cell);
      return target.focus();
    }
    if (target === cell && down && !along) return this.#toPage(down, cell);
    this.picked.begin(target);
    return target.focus();
  }

  on_copy(event, cell) {
    if (!getSelection().isCollapsed) return;
    const cells = this.picked.cells(cell);
    const rows = [...new Set(cells.map((each) => each.closest("tr")))];
    const grid = rows.map((row) =>
      cells.filter((each) => each.closest("tr") === row).map((each) => this.#saves.valueOf(each)),
    );
    event.clipboardData.setData("text/plain", cells.length > 1 ? writeTsv(grid) : grid[0][0]);
    event.preventDefault();
  }

  on_paste(event, cell) {
    event.preventDefault();
    const grid = parseTsv(event.clipboardData.getData("text/plain"));
    const chosen = this.picked.cells(cell);
    if (grid.length === 1 && grid[0].length === 1) return this.#putAll(chosen, grid[0][0]);
    return this.#pasteAt(chosen[0], grid);
  }

  #pasteAt(cell, grid) {
    const rows = this.rows;
    const top = rows.indexOf(cell.closest("tr"));
    const left = this.fields.indexOf(cell.dataset.field);
    const targets = [];
    const misfits = [];
    grid.forEach((line, down) =>
      line.forEach((value, along) => {
        const row = rows[top + down];
        const field = this.fields[left + along];
        if (row && field) targets.push({ cell: this.cell(row.dataset.id, field), value });
        else misfits.push(`Row ${down + 1}, column ${along + 1}, “${value.slice(0, 40)}”: beyond the table`);
      }),
    );
    if (this.hasAttribute("base")) return this.#putBlock(targets, misfits);
    const refused = misfits.length + targets.filter((target) => !this.#put(target.cell, target.value)).length;
    if (refused)
      toast(
        `${refused} of the pasted values did not fit: beyond the table, or not one of the column's choices.`,
        "review",
      );
    return undefined;
  }

  /** Write values into cells as one step; what has no place is asked about first. */
  #putBlock(targets, misfits = []) {
    const wanted = [];
    for (const { cell, value } of targets) {
      const { readonly, label } = this.column(cell);
      const id = cell.closest("tr").dataset.id;
      if (!readonly) wanted.push({ row: id, field: cell.dataset.field, value });
      else if (this.#saves.valueOf(cell) !== value)
        misfits.push(`Shot ${this.label(id)}, ${label}, “${value.slice(0, 40)}”: cannot be written here`);
    }
    return this.blocks.write(wanted, misfits);
  }

  #putAll(cells, value) {
    if (cells.length > 1 && this.hasAttribute("base"))
      return this.#putBlock(cells.map((cell) => ({ cell, value })));
    return cells.forEach((cell) => this.#put(cell, value));
  }

  /** The topmost chosen value of each column into the chosen cells below it. */
  fillDown(active) {
    const first = new Map();
    const targets = [];
    for (const cell of this.picked.cells(active)) {
      const { field } = cell.dataset;
      if (first.has(field)) targets.push({ cell, value: first.get(field) });
      else first.set(field, this.#saves.valueOf(cell));
    }
    if (!targets.length) return toast("Choose cells below one another first: Shift and arrows.", "review");
    return this.#putBlock(targets);
  }

  #empty(cell) {
    const cells = this.picked.cells(cell).filter((each) => {
      const { options, type } = this.column(each);
      return !options.length && type !== "number";
    });
    if (cells.length) this.#putAll(cells, "");
  }

  #activate(cell) {
    if (this.#active) this.#active.tabIndex = -1;
    this.#active = cell;
    cell.tabIndex = 0;
  }

  #target(cell, down, along) {
    const rows = this.rows;
    const clamp = (n, list) => list[Math.max(0, Math.min(list.length - 1, n))];
    const row = clamp(rows.indexOf(cell.closest("tr")) + down, rows);
    const visible = (of) =>
      [...of.querySelectorAll("td[data-field]")].filter((other) => other.checkVisibility());
    const place = visible(cell.closest("tr")).indexOf(cell);
    return clamp(place + along, visible(row)) ?? cell;
  }

  #move(cell, down, along) {
    const target = this.#target(cell, down, along);
    this.picked.begin(target);
    target.focus();
  }

  /** Beyond the last row the next page goes on, and the keyboard with it. */
  #toPage(down, cell) {
    const link = this.parentElement?.querySelector(`.pager a[rel="${down > 0 ? "next" : "prev"}"]`);
    if (!link) return;
    sessionStorage.setItem(EDGE, JSON.stringify({ last: down < 0, field: cell.dataset.field }));
    link.click();
  }

  #fromPage() {
    const kept = sessionStorage.getItem(EDGE);
    if (!kept) return;
    sessionStorage.removeItem(EDGE);
    const { last, field } = JSON.parse(kept);
    const row = this.rows.at(last ? -1 : 0);
    (row && (this.cell(row.dataset.id, field) ?? this.firstCell(row)))?.focus();
  }

  #along(cell, step) {
    const cells = this.cells.filter((other) => other.checkVisibility());
    const next = cells[cells.indexOf(cell) + step];
    if (next) this.picked.begin(next);
    next?.focus();
    return Boolean(next);
  }

  #edit(cell, first = "") {
    const column = this.column(cell);
    if (column.readonly || cell.querySelector(".shot-cell-editor")) return;
    cell.dataset.unsaved = "";
    const input = edit(cell, column, this.#saves.valueOf(cell), (value, direction) => {
      delete cell.dataset.unsaved;
      if (direction) cell.focus();
      if (value !== null && direction === "all") this.#putAll(this.#sameColumn(cell), value);
      else if (value !== null) this.#put(cell, value);
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

  #sameColumn(cell) {
    return this.picked.cells(cell).filter((each) => each.dataset.field === cell.dataset.field);
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
