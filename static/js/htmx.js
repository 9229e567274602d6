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

/** The place that a swap would overwrite while someone is typing in it; not when they asked for the swap themselves. */
function endangered(target, source) {
  const open = target?.matches?.("[data-unsaved]") ? target : target?.querySelector?.("[data-unsaved]");
  return open && !open.contains(source) ? open : null;
}

// A refresh that was caused by news must not take away what is being typed. It comes once that was saved.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks = [] } = event.detail ?? {};
  const type = ctx?.sourceEvent?.type ?? "";
  if (!type.startsWith("live:")) return;
  const open = tasks.map((task) => endangered(task.target, ctx.sourceElement)).find(Boolean);
  if (!open) return;
  event.preventDefault();
  const later = () =>
    document.body.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: ctx.sourceEvent.detail }));
  open.addEventListener("saved", () => setTimeout(later), { once: true });
});
