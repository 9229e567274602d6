// What htmx 4 leaves to us: saying so when an answer was an error and nothing was swapped in.
import { toast } from "./toasts.js";

const WORDS = {
  401: "You are signed out. Sign in again in another tab; what you typed stays here.",
  403: "Your role does not allow that, or this page has been open too long. Reload it and try again.",
  404: "That is gone. Someone may have removed it; reload the page to see what is there now.",
  413: "That is too large to send.",
  429: "Too many requests in a short time. Wait a moment and try again.",
};

/** The sentence for a status code that was not shown as a fragment. */
export function sentence(status) {
  if (WORDS[status]) return WORDS[status];
  return status >= 500
    ? "Something went wrong on our side. Nothing was charged for what did not finish; try once more."
    : "";
}

document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail?.ctx?.response?.status ?? 0;
  if (status === 409 || status === 422) return;
  const words = sentence(status);
  if (words) toast(words, "failed");
});

document.addEventListener("htmx:error", (event) => {
  const name = event.detail?.error?.name;
  if (name === "AbortError") return;
  if (name === "TypeError")
    toast("The studio could not be reached. Check the connection and try again.", "failed");
});

/** True while someone works in a place: something in it is unsaved, or has the keyboard and could lose it. */
function busy(place) {
  if (place.matches("[data-unsaved]") || place.querySelector("[data-unsaved]")) return true;
  const active = document.activeElement;
  return (
    place.contains(active) &&
    active.matches("input, textarea, select, [contenteditable], td[data-field], [data-handle]")
  );
}

/** Call back once nobody works in the place any more. */
function whenFree(place, then) {
  const stop = new AbortController();
  const check = () =>
    setTimeout(() => {
      if (stop.signal.aborted || (place.isConnected && busy(place))) return;
      stop.abort();
      then();
    });
  for (const type of ["focusout", "saved", "sorted"])
    document.addEventListener(type, check, { signal: stop.signal });
}

const waiting = new WeakMap(); // place -> kinds of news that wait for it

// A refresh that was caused by news must not take away what is being typed: it comes when the hand has left.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks = [] } = event.detail ?? {};
  const news = ctx?.sourceEvent;
  if (!news?.type.startsWith("live:")) return;
  const place = tasks.map((task) => task.target).find((target) => target instanceof Element && busy(target));
  if (!place) return;
  event.preventDefault();
  const kinds = waiting.get(place) ?? waiting.set(place, new Set()).get(place);
  if (kinds.has(news.type)) return;
  kinds.add(news.type);
  whenFree(place, () => {
    kinds.delete(news.type);
    document.body.dispatchEvent(new CustomEvent(news.type, { bubbles: true, detail: news.detail }));
  });
});
