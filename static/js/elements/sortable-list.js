// <sortable-list action="/order/" expected="r7">: its items carry data-id and a <button data-handle>. Drag the handle, or
// focus it: space lifts, arrows move, space drops, escape puts back. Posts order (repeated), moved, after, expected.
// Lists of one group (each with data-scene) are scenes: what is dropped on an item of another, or moved past an end by key, is
// not sorted: <scene-move> asks what moving it there would do, with all that are ticked if it is one of them.
import { Offline, post } from "../requests.js";
import { announce, toast } from "../toasts.js";

const MOVES = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };
const FOLLOWED = ["pointermove", "pointerup", "pointercancel"];
const EDGE = 64; // pixels from the window's edge where dragging scrolls

class SortableList extends HTMLElement {
  #item;
  #before; // the order to go back to
  #over;
  #aim; // {list, item, after}: where it would go in another list of the group

  connectedCallback() {
    for (const type of ["pointerdown", "keydown", "focusout"]) this.addEventListener(type, this);
  }

  get items() {
    return [...this.querySelectorAll(this.getAttribute("items") ?? "[data-id]")];
  }

  handleEvent(event) {
    const handle = event.target.closest?.("[data-handle]");
    if (event.type === "pointerdown")
      return handle && event.button === 0 ? this.#grab(event, handle) : undefined;
    if (event.type === "pointermove")
      return this.#item?.hasAttribute("data-dragging") ? this.#drag(event) : undefined;
    if (event.type === "pointerup")
      return this.#item?.hasAttribute("data-dragging") ? this.#drop() : undefined;
    if (event.type === "pointercancel")
      return this.#item?.hasAttribute("data-dragging") ? this.#cancel() : undefined;
    // Moving a node takes its focus for a moment; only a real departure drops it.
    if (event.type === "focusout")
      return this.#item &&
        !this.#item.hasAttribute("data-dragging") &&
        event.relatedTarget &&
        !this.#item.contains(event.relatedTarget)
        ? this.#drop()
        : undefined;
    return handle ? this.#key(event, handle) : undefined;
  }

  #lift(handle) {
    this.#item = handle.closest("[data-id]");
    this.#before = this.items;
    this.#item.dataset.lifted = "";
    this.toggleAttribute("data-unsaved", true);
  }

  #grab(event, handle) {
    event.preventDefault();
    if (this.#item) this.#drop();
    handle.focus();
    this.#lift(handle);
    this.#item.dataset.dragging = "";
    handle.setPointerCapture(event.pointerId);
    // Moving the item loses the capture: then the pointer is followed wherever it is, also over other lists.
    for (const type of FOLLOWED) document.addEventListener(type, this);
  }

  #drag(event) {
    if (event.clientY < EDGE) scrollBy(0, -12);
    else if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-id]");
    this.#aimAt(under, event);
    if (!under || under === this.#item || !this.contains(under))
      return void (this.#over = under === this.#item ? undefined : this.#over);
    if (under === this.#over) return undefined; // wait until the pointer has left it, or two cards would dance
    this.#over = under;
    const items = this.items;
    return this.#place(items.indexOf(under));
  }

  /** The lists of the group before and after which an item can be put, this one among them, in the order of the page. */
  get #lists() {
    const group = this.getAttribute("group");
    return group ? [...document.querySelectorAll(`sortable-list[group="${CSS.escape(group)}"]`)] : [this];
  }

  #aimAt(under, event) {
    if (this.#aim) delete this.#aim.item.dataset.drop;
    this.#aim = undefined;
    const list = under?.closest("sortable-list");
    if (!list || list === this || !this.#lists.includes(list)) return;
    const box = under.getBoundingClientRect();
    const after = event.clientX > box.left + box.width / 2;
    under.dataset.drop = after ? "after" : "before";
    this.#aim = { list, item: under, after };
  }

  /** Put back what was lifted, and ask about moving it to another list. */
  async #ask({ list, place }) {
    const before = this.#before;
    const item = this.#settle();
    this.#restore(before);
    const box = item.querySelector("[name=selected]");
    const ticked = box?.checked ? [...document.querySelectorAll("[name=selected]:checked")] : [];
    const shots = ticked.length ? ticked.map((one) => one.value) : [item.dataset.id];
    await document.querySelector("scene-move")?.ask({ shots, scene: list.dataset.scene, place });
    item.querySelector("[data-handle]")?.focus();
  }

  #key(event, handle) {
    const lifted = this.#item === handle.closest("[data-id]");
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (lifted) return this.#drop();
      this.#lift(handle);
      return announce(
        `Lifted, position ${this.#position()}. Arrow keys move it, space drops it, escape puts it back.`,
      );
    }
    if (!lifted) return undefined;
    if (event.key === "Escape") {
      event.preventDefault();
      return this.#cancel();
    }
    const target =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? this.items.length - 1
          : this.items.indexOf(this.#item) + (MOVES[event.key] ?? NaN);
    if (Number.isNaN(target)) return undefined;
    event.preventDefault();
    if (target < 0 || target >= this.items.length) {
      const list = this.#lists[this.#lists.indexOf(this) + Math.sign(target || -1)];
      return list ? this.#ask({ list, place: target < 0 ? "" : 1 }) : undefined;
    }
    this.#place(target);
    handle.focus();
    return announce(`Position ${this.#position()}`);
  }

  #place(index) {
    const items = this.items;
    const from = items.indexOf(this.#item);
    if (from === index) return;
    const places = new Map(items.map((item) => [item, item.getBoundingClientRect()]));
    if (index > from) items[index].after(this.#item);
    else items[index].before(this.#item);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const [item, was] of places) {
      const is = item.getBoundingClientRect();
      if (was.x === is.x && was.y === is.y) continue;
      item.animate([{ translate: `${was.x - is.x}px ${was.y - is.y}px` }, { translate: "0 0" }], {
        duration: 140,
        easing: "ease-out",
      });
    }
  }

  #settle() {
    for (const type of FOLLOWED) document.removeEventListener(type, this);
    const item = this.#item;
    this.#item = this.#over = undefined;
    delete item.dataset.lifted;
    delete item.dataset.dragging;
    this.removeAttribute("data-unsaved");
    return item;
  }

  #cancel() {
    this.#aimAt();
    const before = this.#before;
    const item = this.#settle();
    this.#restore(before);
    item.querySelector("[data-handle]")?.focus();
    announce("Put back");
  }

  #restore(order) {
    const now = this.items;
    const anchors = now.map((item) => {
      const mark = document.createComment("");
      item.replaceWith(mark);
      return mark;
    });
    anchors.forEach((mark, index) => mark.replaceWith(order[index]));
  }

  #drop() {
    if (this.#aim) {
      const { list, item, after } = this.#aim;
      this.#aimAt();
      return this.#ask({ list, place: Number(item.dataset.place) + (after ? 1 : 0) });
    }
    const before = this.#before;
    const position = this.#position();
    const item = this.#settle();
    const items = this.items;
    if (items.every((other, index) => other === before[index])) return;
    announce(`Dropped, position ${position}`);
    this.#send(item, items, before);
  }

  async #send(item, items, before) {
    this.dispatchEvent(
      new CustomEvent("sorted", { bubbles: true, detail: { order: items.map((other) => other.dataset.id) } }),
    );
    if (!this.hasAttribute("action")) return;
    const body = new FormData();
    for (const other of items) body.append("order", other.dataset.id);
    body.append("moved", item.dataset.id);
    body.append("after", items[items.indexOf(item) - 1]?.dataset.id ?? "");
    body.append("expected", this.getAttribute("expected") ?? "");
    try {
      const { status, json } = await post(this.getAttribute("action"), body);
      if (status < 300) {
        if (json?.expected !== undefined) this.setAttribute("expected", json.expected);
        return;
      }
      this.#restore(before);
      toast(
        json?.error ??
          (status === 409
            ? "Someone else changed the order meanwhile. Reload to see theirs, then move it again."
            : "The new order was not saved, so it was put back."),
        "failed",
      );
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      this.#restore(before);
      toast("The studio could not be reached, so the order was put back.", "failed");
    }
  }

  #position() {
    const items = this.items;
    return `${items.indexOf(this.#item) + 1} of ${items.length}`;
  }
}

customElements.define("sortable-list", SortableList);
