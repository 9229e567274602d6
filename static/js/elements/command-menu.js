// <command-menu src="/commands/">: opened by the key of "commands". Offers the links and commands of the page at once, and what ?q= finds.
import { getHtml } from "../requests.js";
import { icon } from "../toasts.js";

const LOCAL = [".rail-stage", "[data-command]", ".topbar .menu a.menu-item"]; // what the page is about comes first
const MOST = 12;

/** True when the letters of the query stand in the text in that order. */
function fits(query, text) {
  let at = -1;
  return [...query.toLowerCase().replace(/\s+/g, "")].every(
    (letter) => (at = text.toLowerCase().indexOf(letter, at + 1)) >= 0,
  );
}

function words(element) {
  return (
    element.dataset.command ||
    element.querySelector(".rail-title, .menu-text")?.textContent ||
    element.textContent
  )
    .replace(/\s+/g, " ")
    .trim();
}

class CommandMenu extends HTMLElement {
  #abort;
  #timer;

  connectedCallback() {
    this.addEventListener("input", this);
    this.addEventListener("keydown", this);
    this.addEventListener("click", this);
    this.dialog?.addEventListener("toggle", this);
  }

  get dialog() {
    return this.querySelector("dialog");
  }

  get options() {
    return [...this.querySelectorAll(".command-option")];
  }

  handleEvent(event) {
    if (event.type === "input") return this.#fill();
    if (event.type === "toggle") return event.newState === "open" ? this.#fresh() : undefined;
    if (event.type === "click") return this.#clicked(event);
    return this.#key(event);
  }

  #fresh() {
    const input = this.querySelector("input");
    input.value = "";
    input.focus();
    this.#fill();
  }

  #fill() {
    const query = this.querySelector("input").value.trim();
    const local = LOCAL.flatMap((kind) => [...document.querySelectorAll(kind)]).filter((element) =>
      fits(query, words(element)),
    );
    const offered = local.slice(0, MOST).map((element) => this.#offer(element));
    const finds = query && document.querySelector("a[data-finds]");
    this.#show(finds ? [...offered, this.#find(finds, query)] : offered);
    clearTimeout(this.#timer);
    if (query && this.getAttribute("src")) this.#timer = setTimeout(() => this.#ask(query), 150);
  }

  async #ask(query) {
    this.#abort?.abort();
    this.#abort = new AbortController();
    const address = new URL(this.getAttribute("src"), location.href);
    address.searchParams.set("q", query);
    const html = await getHtml(address, this.#abort.signal);
    if (!html || this.querySelector("input").value.trim() !== query) return;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const known = new Set(this.options.map((option) => option.getAttribute("href")));
    const found = [...holder.content.querySelectorAll(".command-option")].filter(
      (option) => !known.has(option.getAttribute("href")),
    );
    this.#show([...this.options, ...found]);
  }

  #offer(element) {
    const option = document.createElement("a");
    option.className = "command-option";
    if (element.href) option.setAttribute("href", element.getAttribute("href"));
    option.source = element;
    const name = element.querySelector(".icon use")?.getAttribute("href")?.split("#")[1] ?? "arrow-right";
    const group = element.closest(".rail")
      ? "Stage"
      : (element.closest(".menu")?.querySelector(".menu-title")?.firstChild?.textContent.trim() ?? "");
    option.append(
      icon(name),
      words(element),
      Object.assign(document.createElement("span"), { className: "push", textContent: group }),
    );
    return option;
  }

  /** The way to every place that says what was typed. */
  #find(link, query) {
    const option = document.createElement("a");
    option.className = "command-option";
    option.setAttribute("href", `${link.getAttribute("href")}?${new URLSearchParams({ q: query })}`);
    option.append(icon("find"), `Search ${link.dataset.finds} for “${query}”`);
    return option;
  }

  #show(options) {
    const place = this.querySelector(".command-results");
    options.forEach((option, index) => {
      option.id = `command-${index}`;
      option.setAttribute("role", "option");
      option.tabIndex = -1;
    });
    place.replaceChildren(...options);
    this.querySelector(".command-empty").hidden = options.length > 0;
    this.#select(0);
  }

  #select(index) {
    const options = this.options;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const input = this.querySelector("input");
    if (options[index]) input.setAttribute("aria-activedescendant", options[index].id);
    else input.removeAttribute("aria-activedescendant");
    options[index]?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const options = this.options;
    const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.#select((now + 1) % options.length);
    else if (event.key === "ArrowUp") this.#select((now - 1 + options.length) % options.length);
    else if (event.key === "Enter") options[now]?.click();
    else return;
    event.preventDefault();
  }

  #clicked(event) {
    const option = event.target.closest(".command-option");
    if (!option && event.target === this.dialog) return this.dialog.close();
    if (!option) return undefined;
    this.dialog.close();
    if (option.source && !option.href) option.source.click();
    return undefined;
  }
}

customElements.define("command-menu", CommandMenu);
