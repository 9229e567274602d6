// The furniture of the shell: the panel that can be folded away, and arrow keys in menus.
import { remember } from "./cookies.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-toggles]");
  if (!button) return;
  const name = button.dataset.toggles;
  const closed = document.documentElement.dataset[name] === "closed";
  document.documentElement.dataset[name] = closed ? "open" : "closed";
  button.setAttribute("aria-expanded", String(closed));
  remember(name, closed ? "open" : "closed");
});

// Folded parts of a page that stay as they were left: the server reads the choice before the first paint.
document.addEventListener(
  "toggle",
  (event) => {
    const name = event.target.dataset?.remembers;
    if (name) remember(name, event.target.open ? "open" : "closed");
  },
  true,
);

// A sheet that was opened on a narrow window goes back into the flow when the window grows.
for (const [id, width] of [
  ["rail", 800],
  ["panel", 1200],
]) {
  matchMedia(`(min-width: ${width}px)`).addEventListener("change", (change) => {
    const sheet = document.getElementById(id);
    if (change.matches && sheet?.matches(":popover-open")) sheet.hidePopover();
  });
}

function step(list, from, key) {
  if (key === "Home") return list[0];
  if (key === "End") return list.at(-1);
  return list[(from + (key === "ArrowDown" ? 1 : -1) + list.length) % list.length];
}

document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const menu = event.target.closest?.(".menu") ?? event.target.popoverTargetElement;
  if (!menu?.matches?.(".menu:popover-open") || event.target.matches("input, select, textarea")) return;
  const items = [...menu.querySelectorAll(".menu-item:not(:disabled)")];
  if (!items.length) return;
  event.preventDefault();
  step(items, items.indexOf(document.activeElement), event.key).focus();
});

// Browsers that do not know command and commandfor yet: dialogs open and close all the same.
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (button?.getAttribute("command") === "show-modal") dialog?.showModal();
    else if (button?.getAttribute("command") === "close") dialog?.close();
  });
}
