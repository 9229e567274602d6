// Short news in the corner, and words for those who listen instead of look.

const STAY_MS = 6000;
const ICONS = { failed: "failed", review: "warning", locked: "check" };

/** An icon of the sprite, as an element. */
export function icon(name, turns = false) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  if (turns) svg.setAttribute("data-turns", "");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.documentElement.dataset.sprite}#${name}`);
  svg.append(use);
  return svg;
}

/** Show one line of news; tone is a status name. It leaves by itself unless something failed. */
export function toast(text, tone = "draft") {
  const box = document.createElement("div");
  box.className = "toast";
  box.dataset.tone = tone;
  const words = Object.assign(document.createElement("span"), { className: "toast-text", textContent: text });
  const close = Object.assign(document.createElement("button"), { className: "button", type: "button" });
  close.dataset.kind = "quiet";
  close.dataset.size = "small";
  close.dataset.iconOnly = "";
  close.dataset.dismiss = "";
  close.append(
    icon("close"),
    Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: "Dismiss" }),
  );
  box.append(icon(ICONS[tone] ?? "info"), words, close);
  document.getElementById("toasts")?.append(box);
  return box;
}

/** Say something to screen readers without showing it. */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = text));
}

function leave(box) {
  box.dataset.leaving = "";
  setTimeout(() => box.remove(), 220);
}

function watch(list) {
  const arm = (box) => {
    if (!(box instanceof HTMLElement) || !box.matches(".toast") || box.dataset.tone === "failed") return;
    const wait = () =>
      setTimeout(() => (box.matches(":hover, :focus-within") ? wait() : leave(box)), STAY_MS);
    wait();
  };
  [...list.children].forEach(arm);
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(arm))).observe(
    list,
    { childList: true },
  );
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-dismiss]")?.closest(".toast, .notice");
  if (box) leave(box);
});

const list = document.getElementById("toasts");
if (list) watch(list);
