// <rich-text> around a textarea of markdown, an empty [data-page] and a toolbar: the text is written as it reads, and stays
// markdown in the textarea, which is what is saved. "Markdown" shows the marks instead.
import { fill, textOf } from "../prose/markdown.js";

const STYLES = { heading: "h3", subheading: "h4", text: "p" };
const TYPED = { "#": "h2", "##": "h3", "###": "h4", "-": "ul", "*": "ul" };
const WORDS_A_MINUTE = 230; // as the studio counts: Brysbaert 2019, silent reading of English

class RichText extends HTMLElement {
  #shown; // the text that the page was filled from or has written
  #raw = false;

  connectedCallback() {
    for (const type of ["input", "click", "keydown", "paste", "filled", "mousedown"])
      this.addEventListener(type, this);
    document.addEventListener("htmx:after:swap", this);
    document.addEventListener("selectionchange", this);
    for (const label of this.#textarea.labels) label.addEventListener("click", () => this.#page.focus());
    this.#refresh();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this);
    document.removeEventListener("selectionchange", this);
  }

  /** The words that are selected, as markdown; empty when nothing of this text is. */
  get selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !this.#page.contains(selection.anchorNode)) return "";
    const place = document.createElement("div");
    place.append(selection.getRangeAt(0).cloneContents());
    if (![...place.children].some((child) => /^(P|UL|H[1-6])$/.test(child.nodeName))) {
      const words = document.createElement("p");
      words.append(...place.childNodes);
      place.append(words);
    }
    return textOf(place).trim();
  }

  get #page() {
    return this.querySelector("[data-page]");
  }

  get #textarea() {
    return this.querySelector("textarea");
  }

  handleEvent(event) {
    switch (event.type) {
      case "input":
        return event.target === this.#page ? this.#write() : this.#count();
      case "click":
        return this.#press(event.target.closest("[data-style]"));
      case "mousedown": // a button must not take the caret away
        return event.target.closest("[data-style]") && event.preventDefault();
      case "keydown":
        return this.#key(event);
      case "paste":
        return this.#paste(event);
      case "selectionchange":
        return this.#mark();
      default: // other words may stand in the textarea now, and other attributes on what is around it
        return this.#refresh();
    }
  }

  #refresh() {
    const text = this.#textarea.value;
    if (text !== this.#shown || !this.#page.firstChild) {
      document.execCommand("defaultParagraphSeparator", false, "p");
      fill(this.#page, text);
      this.#shown = text;
    }
    this.#page.contentEditable = "true";
    this.#page.hidden = this.#raw;
    this.#textarea.hidden = !this.#raw;
    this.#count();
    this.#mark();
  }

  #write() {
    this.#shown = textOf(this.#page);
    this.#textarea.value = this.#shown;
    this.#textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #press(button) {
    if (!button) return;
    const style = button.dataset.style;
    if (style === "markdown") {
      this.#raw = !this.#raw;
      this.#refresh();
      (this.#raw ? this.#textarea : this.#page).focus();
    } else if (!this.#raw) {
      this.#page.focus();
      this.#apply(style);
    }
  }

  #apply(style) {
    if (style === "list") document.execCommand("insertUnorderedList");
    else if (style === "bold" || style === "italic") document.execCommand(style);
    else {
      if (this.#styles().has("list")) document.execCommand("insertUnorderedList");
      document.execCommand("formatBlock", false, this.#styles().has(style) ? "p" : STYLES[style]);
    }
    this.#mark();
  }

  #key(event) {
    if (event.target !== this.#page || event.isComposing) return;
    if (event.key === " ") this.#typed(event);
    if (event.key === "Enter" && !event.shiftKey && this.#block()?.nodeName.startsWith("H")) this.#afterHeading(event);
  }

  /** "## " at the beginning of a paragraph makes it a heading, "- " a list. */
  #typed(event) {
    const block = this.#block();
    const { anchorNode, anchorOffset, isCollapsed } = getSelection();
    const name = TYPED[block?.textContent.slice(0, anchorOffset)];
    if (block?.nodeName !== "P" || !name || !isCollapsed || anchorNode !== block.firstChild) return;
    event.preventDefault();
    for (let left = anchorOffset; left > 0; left -= 1) document.execCommand("delete");
    if (name === "ul") document.execCommand("insertUnorderedList");
    else document.execCommand("formatBlock", false, name);
  }

  /** Behind a heading's end goes on a paragraph. */
  #afterHeading(event) {
    event.preventDefault();
    document.execCommand("insertParagraph");
    document.execCommand("formatBlock", false, "p");
  }

  /** What is pasted comes as words, a paragraph for each of its lines that are apart. */
  #paste(event) {
    if (!this.#page.contains(event.target)) return;
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain").replaceAll("\r\n", "\n"));
    this.#shown = undefined; // marks that were pasted become what they mean once the hand has left
  }

  #block() {
    let node = getSelection().anchorNode;
    while (node && node.parentNode !== this.#page) node = node.parentNode;
    return node;
  }

  #styles() {
    const styles = new Set();
    const block = this.#page.contains(getSelection().anchorNode) ? this.#block() : undefined;
    if (!block) return styles;
    if (document.queryCommandState("insertUnorderedList")) styles.add("list");
    for (const [style, name] of Object.entries(STYLES))
      if (block.nodeName === name.toUpperCase()) styles.add(style);
    for (const style of ["bold", "italic"]) if (document.queryCommandState(style)) styles.add(style);
    return styles;
  }

  /** Which buttons are down. */
  #mark() {
    const styles = this.#styles();
    for (const button of this.querySelectorAll("[data-style]")) {
      const { style } = button.dataset;
      button.setAttribute("aria-pressed", String(style === "markdown" ? this.#raw : styles.has(style)));
      button.disabled = this.#raw && style !== "markdown";
    }
  }

  #count() {
    const words = this.#textarea.value.replace(/[#*_>`-]+/g, " ");
    const dense = /[\u3040-\u9fff\uac00-\ud7af]/g;
    const count = (words.replace(dense, " ").match(/\S+/g) ?? []).length + Math.ceil((words.match(dense) ?? []).length / 2);
    const minutes = Math.max(1, Math.round(count / WORDS_A_MINUTE));
    this.querySelector("[data-count]").textContent =
      `${count.toLocaleString("en")} word${count === 1 ? "" : "s"}, ${minutes} min to read`;
  }
}

customElements.define("rich-text", RichText);
