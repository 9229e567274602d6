// Many at once: in an element with data-selection, checked boxes named "selected" bring up its .selection-bar.

function boxes(area) {
  return [...area.querySelectorAll("input[type=checkbox][name=selected]")];
}

function show(area) {
  const chosen = boxes(area).filter((box) => box.checked);
  for (const box of boxes(area)) box.closest("tr")?.setAttribute("aria-selected", String(box.checked));
  for (const bar of area.querySelectorAll(".selection-bar")) {
    bar.hidden = chosen.length === 0;
    const count = bar.querySelector(".selection-count");
    if (count) count.textContent = `${chosen.length} selected`;
  }
  const all = area.querySelector("input[data-select-all]");
  if (all)
    Object.assign(all, {
      checked: chosen.length > 0 && chosen.length === boxes(area).length,
      indeterminate: chosen.length > 0 && chosen.length < boxes(area).length,
    });
}

let last;

document.addEventListener("click", (event) => {
  const area = event.target.closest?.("[data-selection]");
  if (!area) return;
  if (event.target.matches("[data-select-none]")) for (const box of boxes(area)) box.checked = false;
  else if (event.target.matches("input[data-select-all]"))
    for (const box of boxes(area)) box.checked = event.target.checked;
  else if (event.target.matches("input[name=selected]")) {
    const list = boxes(area);
    if (event.shiftKey && list.includes(last)) {
      const [from, to] = [list.indexOf(last), list.indexOf(event.target)].sort((a, b) => a - b);
      for (const box of list.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = event.target;
  } else return;
  show(area);
});
