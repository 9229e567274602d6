// What may be meant: names, places, times of day and transitions that the screenplay already knows, offered while one types.
const TIMES = ["DAY", "NIGHT", "DAWN", "DUSK", "MORNING", "EVENING", "CONTINUOUS", "LATER", "MOMENTS LATER", "SAME"];
const OPENINGS = ["INT. ", "EXT. ", "INT./EXT. ", "EST. "];
const TRANSITIONS = ["CUT TO:", "DISSOLVE TO:", "FADE OUT.", "FADE IN:", "SMASH CUT TO:", "MATCH CUT TO:", "FADE TO BLACK."];
const EXTENSIONS = ["(V.O.)", "(O.S.)", "(CONT'D)"];
const MOST = 8;

/** What an element that is being typed may become, most used first: [whole texts]. */
export function offers(root, place) {
  const { kind } = place.dataset;
  const typed = place.textContent.toLocaleUpperCase();
  if (kind === "character") return names(root, place, typed);
  if (kind === "transition") return found(TRANSITIONS, typed);
  return kind === "heading" ? headings(root, place, typed) : [];
}

function names(root, place, typed) {
  const [name, rest] = typed.split(/ (?=\()/);
  if (rest !== undefined) return found(EXTENSIONS.map((each) => `${name} ${each}`), typed);
  return found(counted(root, place, (text) => text.replace(/\s*\(.*$/, "").trim()), typed);
}

function headings(root, place, typed) {
  const opening = OPENINGS.find((each) => typed.startsWith(each));
  if (!opening) return typed ? found(OPENINGS, typed) : [];
  const dash = typed.lastIndexOf(" - ");
  if (dash > 0) return found(TIMES.map((time) => `${typed.slice(0, dash)} - ${time}`), typed);
  const places = counted(root, place, (text) => {
    const start = OPENINGS.find((each) => text.startsWith(each));
    return start ? text.slice(start.length).split(" - ")[0].trim() : "";
  });
  return found(places.map((place) => `${opening}${place} - `), typed);
}

function counted(root, own, cut) {
  const count = new Map();
  for (const place of root.querySelectorAll(`p[data-kind="${own.dataset.kind}"]`)) {
    if (place === own) continue;
    const text = cut(place.textContent.toLocaleUpperCase());
    if (text) count.set(text, (count.get(text) ?? 0) + 1);
  }
  return [...count].sort((a, b) => b[1] - a[1]).map(([text]) => text);
}

function found(texts, typed) {
  return texts.filter((text) => text.startsWith(typed) && text !== typed).slice(0, MOST);
}

/** A list of offers under the caret. The keyboard stays in the text; arrows choose, Enter or Tab takes. */
export class Offers {
  #list;
  #host;

  constructor(list, host) {
    this.#list = list;
    this.#host = host;
  }

  get shown() {
    return !this.#list.hidden;
  }

  show(texts, box) {
    if (!texts.length) return this.hide();
    this.#list.replaceChildren(
      ...texts.map((text, at) =>
        Object.assign(document.createElement("li"), { textContent: text, role: "option", id: `${this.#list.id}-${at}` }),
      ),
    );
    this.#list.hidden = false;
    const frame = this.#list.offsetParent.getBoundingClientRect();
    this.#list.style.insetBlockStart = `${box.bottom - frame.top + 4}px`;
    this.#list.style.insetInlineStart = `${box.left - frame.left}px`;
    this.#mark(0);
    return undefined;
  }

  hide() {
    if (this.#list.hidden) return;
    this.#list.hidden = true;
    this.#host.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const all = [...this.#list.children];
    this.#mark((all.findIndex((each) => each.ariaSelected === "true") + step + all.length) % all.length);
  }

  get chosen() {
    return [...this.#list.children].find((each) => each.ariaSelected === "true")?.textContent;
  }

  #mark(index) {
    [...this.#list.children].forEach((each, at) => (each.ariaSelected = String(at === index)));
    this.#host.setAttribute("aria-activedescendant", `${this.#list.id}-${index}`);
  }
}
