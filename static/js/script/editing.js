// What keys do to a script: splitting, joining, changing elements. Letters inside one element are the browser's business;
// whatever touches the structure is done here.
import { block, element, fill, sides } from "./blocks.js";
import { between, neighbour, put, selected, span } from "./caret.js";
import { changed, following, guessed, written } from "./kinds.js";

export class Editing {
  #root;
  #history;
  #touched; // (scenes) something in them changed
  #join; // (scene) put it together with the one before; resolves to the paragraph that was its last

  constructor(root, history, touched, join) {
    this.#root = root;
    this.#history = history;
    this.#touched = touched;
    this.#join = join;
  }

  get selection() {
    return selected(this.#root);
  }

  /** Before the browser writes: true when the change is carried out here instead. */
  before(event) {
    const at = this.selection;
    if (!at) return true;
    const { inputType: type } = event;
    if (type === "historyUndo" || type === "historyRedo") return this.undo(type === "historyUndo");
    if (type.startsWith("format")) return this.emphasize(at, { formatBold: "**", formatItalic: "*", formatUnderline: "_" }[type]);
    if (type === "insertParagraph") return this.enter(at, "Enter");
    if (type === "insertLineBreak") return this.insert(at, "\n");
    if (type === "insertFromDrop") return true;
    const across = at.from !== at.to;
    if (across && type.startsWith("delete")) return this.remove(at);
    if (across && event.data) return this.insert(at, event.data);
    if (across) return this.remove(at);
    if (at.collapsed && type.startsWith("deleteContentB") && at.start === 0) return this.joinBack(at.from);
    if (at.collapsed && type.startsWith("deleteContentF") && at.start === at.from.textContent.length)
      return this.joinForth(at.from);
    this.#history.before([at.from.parentElement], `${type.slice(0, 6)} ${at.from.dataset.kind}`, at);
    return false;
  }

  undo(back) {
    const scenes = this.#history.step(back);
    if (scenes.length) this.#touched(scenes);
    return true;
  }

  /** Another kind for the elements of the selection. */
  turn(kind, at = this.selection) {
    if (!at) return;
    const places = between(this.#root, at.from, at.to);
    this.#history.before([...new Set(places.map((place) => place.parentElement))], "", at);
    for (const place of places) this.#turn(place, kind);
    put(at.from, at.start);
    this.#touched([...new Set(places.map((place) => place.parentElement))]);
  }

  #turn(place, kind) {
    let text = place.textContent;
    if (place.dataset.kind === "parenthetical" && kind !== "parenthetical") text = text.replace(/^\(|\)$/g, "");
    place.dataset.kind = kind;
    for (const name of ["forced", "dual", "number", "depth"]) delete place.dataset[name];
    if (kind === "section") place.dataset.depth = 1;
    fill(place, kind === "page break" ? "" : written(kind, text));
  }

  /** Enter or Tab: the rest of the element goes into the next one, or an empty one changes what it is. */
  enter(at, key, back = false) {
    if (!at.collapsed) this.remove(at);
    const { from: place, start: caret } = this.selection ?? at;
    const { kind } = place.dataset;
    const text = place.textContent;
    const start = kind === "parenthetical" && text.slice(caret) === ")" ? text.length : caret;
    const scene = place.parentElement;
    if (!text.trim() && (key === "Tab" || ["action", "dialogue", "parenthetical"].includes(kind)))
      return this.turn(changed(kind, key, back), { from: place, to: place, start: 0 }) ?? true;
    if (key === "Tab" && back) return this.turn(changed(kind, key, true), { from: place, to: place, start }) ?? true;
    this.#history.before([scene], "", { from: place, start });
    const own = guessed(kind, text);
    const next = start < text.length ? kind : following(own, key);
    const made = block([next, text.slice(start).trimStart(), "", false, false, 0, 0]);
    place.dataset.kind = own;
    fill(place, written(own, text.slice(0, start)));
    place.after(made);
    if (next === "parenthetical" && !made.textContent) fill(made, "()");
    put(made, next === "parenthetical" ? 1 : 0);
    this.#touched([scene]);
    return true;
  }

  insert(at, text) {
    if (!at.collapsed) this.remove(at);
    const { from: place, start } = this.selection ?? at;
    this.#history.before([place.parentElement], "insert", { from: place, start });
    const now = place.textContent;
    fill(place, now.slice(0, start) + text + now.slice(start));
    put(place, start + text.length);
    this.#touched([place.parentElement]);
    return true;
  }

  /** Elements in place of the selection: what was pasted. */
  insertRows(rows) {
    const at = this.selection;
    if (!at || !rows.length) return;
    if (rows.length === 1 && !rows[0][1].includes("\n")) return void this.insert(at, rows[0][1]);
    if (!at.collapsed) this.remove(at);
    const { from: place, start } = this.selection ?? at;
    const scene = place.parentElement;
    this.#history.before([scene], "", { from: place, start });
    const rest = place.textContent.slice(start);
    const kind = place.dataset.kind;
    fill(place, place.textContent.slice(0, start));
    const made = rows.map(block);
    place.after(...made, ...(rest ? [block([kind, rest])] : []));
    if (!place.textContent) place.remove();
    sides(scene);
    put(made.at(-1), made.at(-1).textContent.length);
    this.#touched([scene]);
  }

  /** Take the selection away, over any number of elements and scenes. */
  remove(at) {
    const places = between(this.#root, at.from, at.to);
    const scenes = [...new Set(places.map((place) => place.parentElement))];
    this.#history.before(scenes, "", at);
    const rest = at.from.textContent.slice(0, at.start) + at.to.textContent.slice(at.end);
    for (const place of places.slice(1)) place.remove();
    fill(at.from, rest);
    for (const scene of scenes) if (!scene.children.length) scene.append(block(["action", ""]));
    put(at.from, at.start);
    this.#touched(scenes);
    return true;
  }

  joinBack(place) {
    const before = place.previousElementSibling;
    if (!before) return void this.#joinScenes(place) ?? true;
    this.#history.before([place.parentElement], "", { from: place, start: 0 });
    const start = before.textContent.length;
    if (!start && before.dataset.kind !== "page break") {
      before.remove(); // an empty element gives way: this one keeps its kind
      put(place, 0);
    } else if (before.dataset.kind === "page break") before.remove();
    else {
      fill(before, before.textContent + place.textContent);
      place.remove();
      put(before, start);
    }
    this.#touched([(before.isConnected ? before : place).parentElement]);
    return true;
  }

  joinForth(place) {
    const next = neighbour(place, 1);
    if (next) this.joinBack(next);
    return true;
  }

  async #joinScenes(place) {
    const scene = place.parentElement;
    if (!scene.previousElementSibling) return;
    const first = await this.#join(scene);
    if (first) this.joinBack(first);
  }

  /** Marks of emphasis around the selection, or away from it. */
  emphasize(at, mark) {
    if (!mark || at.collapsed || at.from !== at.to) return true;
    const place = at.from;
    this.#history.before([place.parentElement], "", at);
    const text = place.textContent;
    const words = text.slice(at.start, at.end);
    const marked = words.startsWith(mark) && words.endsWith(mark) && words.length > 2 * mark.length;
    const changed = marked ? words.slice(mark.length, -mark.length) : `${mark}${words}${mark}`;
    fill(place, text.slice(0, at.start) + changed + text.slice(at.end));
    getSelection().removeAllRanges();
    getSelection().addRange(span(place, at.start, at.start + changed.length));
    this.#touched([place.parentElement]);
    return true;
  }

  /** Whether a name is said at the same time as the speech before it. */
  dual(at = this.selection) {
    const places = at ? [...at.from.parentElement.children] : [];
    const cue = places.slice(0, places.indexOf(at?.from) + 1).findLast((place) => place.dataset.kind === "character");
    if (!cue) return false;
    this.#history.before([cue.parentElement], "", at);
    cue.toggleAttribute("data-dual");
    sides(cue.parentElement);
    this.#touched([cue.parentElement]);
    return true;
  }

  /** Put a whole new text into an element: replacing. */
  replace(place, text) {
    this.#history.before([place.parentElement], "replace", { from: place, start: 0 });
    fill(place, text);
    this.#touched([place.parentElement]);
  }

  /** Typing may have shown what an element is: "int. " begins a scene. */
  settle(place) {
    const kind = guessed(place.dataset.kind, place.textContent);
    if (kind !== place.dataset.kind) place.dataset.kind = kind;
  }

  /** The text of the selection as it is written, for the clipboard: elements apart from each other. */
  copied(at) {
    if (at.from === at.to) return at.from.textContent.slice(at.start, at.end);
    const places = between(this.#root, at.from, at.to);
    const texts = places.map((place, index) => {
      const [kind, text] = element(place);
      if (index === 0) return text.slice(at.start);
      const part = index === places.length - 1 ? text.slice(0, at.end) : text;
      return `${kind === "dialogue" || kind === "parenthetical" || kind === "lyrics" ? "\n" : "\n\n"}${part}`;
    });
    return texts.join("");
  }
}
