// <local-time datetime="2026-11-20T09:30:00Z">: says when, near times in words, in the reader's zone and language.

const STEPS = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86400],
];
const WEEK = 7 * 86400;

/** "3 hours ago" within a week, a date beyond it. */
export function inWords(when, now = new Date()) {
  const seconds = (when - now) / 1000;
  if (Math.abs(seconds) < 45) return "just now";
  if (Math.abs(seconds) >= WEEK) {
    return when.toLocaleDateString(undefined, {
      day: "numeric",
      month: "short",
      year: when.getFullYear() === now.getFullYear() ? undefined : "numeric",
    });
  }
  const [unit, length] = STEPS.findLast(([, size]) => Math.abs(seconds) >= size * 0.75) ?? STEPS[0];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(
    Math.round(seconds / length),
    unit,
  );
}

class LocalTime extends HTMLElement {
  #timer;

  connectedCallback() {
    this.#show();
    this.#timer = setInterval(() => this.#show(), 60_000);
    document.addEventListener("htmx:after:swap", this); // a morph puts the plain date back
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    document.removeEventListener("htmx:after:swap", this);
  }

  handleEvent() {
    this.#show();
  }

  #show() {
    const when = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(when.getTime())) return;
    this.title = when.toLocaleString();
    this.textContent = inWords(when);
  }
}

customElements.define("local-time", LocalTime);
