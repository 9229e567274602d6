// What the keys of a page do. Whatever carries data-shortcut="<id>" is pressed, or gets the keyboard; the rest is here.
import { announce } from "../toasts.js";

const ITEMS = [
  "#work .pick-link",
  "#work .scene-list a",
  "#work tr[data-id] th a",
  "#work .beat-card input[name=title]",
  "main .poster-card a",
];

/** Whether somebody could press it now. */
function there(element) {
  return element && !element.disabled && element.checkVisibility?.({ visibilityProperty: true }) !== false;
}

function first(selector) {
  return [...document.querySelectorAll(selector)].find(there);
}

function press(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
    element.focus();
    element.select?.();
  } else element.click();
}

/** Press what is free; what costs credits only gets the keyboard, so that no slip of a finger spends any. */
function offer(button) {
  const cost = button.querySelector(".button-cost")?.textContent.trim();
  if (!cost || cost === "free") return button.click();
  button.focus();
  return announce(`${button.textContent.replace(/\s+/g, " ").trim()}. Enter makes it.`);
}

function stages() {
  return [...document.querySelectorAll(".rail-stage")];
}

function beside(step) {
  const all = stages();
  const at = all.findIndex((link) => link.hasAttribute("aria-current"));
  return at < 0 ? undefined : all[at + step];
}

function items() {
  const selector = ITEMS.find((one) => first(one));
  return selector ? [...document.querySelectorAll(selector)].filter(there) : [];
}

/** The item after or before the one that has the keyboard or is chosen; beyond the last the next page goes on. */
function item(step) {
  const all = items();
  const focused = all.findIndex((one) => one === document.activeElement || one.closest(".pick, tr")?.contains(document.activeElement));
  const at = focused < 0 ? all.findIndex((one) => one.closest("[aria-current=true]")) : focused;
  if (at < 0) return all.at(step > 0 ? 0 : -1);
  return all[at + step] ?? first(`.pager a[rel="${step > 0 ? "next" : "prev"}"]`);
}

function toItem(step) {
  const next = item(step);
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  if (next.matches("a[href]")) next.click();
}

/** The form that is meant by "save": where the keyboard is, else the only one of the page that is filled in. */
function form() {
  const here = document.activeElement?.closest("form[method=post]");
  if (here) return here;
  const all = [...document.querySelectorAll("main auto-save form, main form.form[method=post]")].filter(there);
  return all.length === 1 ? all[0] : undefined;
}

function save() {
  const meant = form();
  if (!meant) return announce("Nothing here waits to be saved.");
  const button = [...meant.querySelectorAll("[data-plain-save], [type=submit]")].find((one) => !one.disabled);
  return meant.requestSubmit(button);
}

function comments() {
  const place = document.getElementById("comments");
  place.scrollIntoView({ block: "start" });
  (place.querySelector("textarea") ?? place.querySelector("a, button"))?.focus();
}

/** Open a dialog that keys open, or close it again. */
function toggle(dialog) {
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

const search = () =>
  first('main input[type="search"]') ?? first('[data-shortcut~="search"]') ?? first(".topbar-search");
const primary = () => first('.stage-actions button[data-kind="primary"]');
const again = () => first('#selection button[form="renew-form"], #panel button[form="renew-form"]');

// id: [what it needs, or undefined when it does not hold; what is done with that]
const DOING = {
  save: [() => document.querySelector("main form[method=post]"), save],
  search: [search, press],
  commands: [() => document.getElementById("commands"), toggle],
  help: [() => document.getElementById("shortcut-help"), toggle],
  "item-next": [() => item(1), () => toItem(1)],
  "item-previous": [() => item(-1), () => toItem(-1)],
  "stage-before": [() => beside(-1), press],
  "stage-after": [() => beside(1), press],
  make: [primary, offer],
  again: [again, offer],
  undo: [() => first("form[data-undo] button[type=submit]"), press],
  comments: [() => document.getElementById("comments"), comments],
};

function ways(id) {
  // Links of a folded menu lead somewhere all the same.
  if (id === "search") return DOING.search; // a field of the page comes first
  const marked = first(`[data-shortcut~="${id}"]`) ?? document.querySelector(`a[href][data-shortcut~="${id}"]`);
  if (marked) return [() => marked, press];
  const stage = /^stage-(\d+)$/.exec(id)?.[1];
  if (stage)
    return [() => stages().find((link) => link.querySelector(".rail-number")?.textContent.trim() === stage), press];
  return DOING[id];
}

/** Whether the page has what an action needs. */
export function holds(id) {
  return Boolean(ways(id)?.[0]());
}

/** Do it; false when the page has not what it needs. */
export function act(id) {
  const [needs, work] = ways(id) ?? [];
  const found = needs?.();
  if (!found) return false;
  work(found);
  return true;
}
