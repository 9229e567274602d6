// The field that lies over a cell of a sheet while it is edited.

function field(column, value) {
  if (column.options.length) {
    const select = document.createElement("select");
    const known = column.options.includes(value) ? column.options : [value, ...column.options];
    select.append(...known.map((option) => new Option(option, option, false, option === value)));
    return select;
  }
  const input = document.createElement(column.type === "textarea" ? "textarea" : "input");
  if (column.type === "number") Object.assign(input, { inputMode: "decimal" });
  input.value = value;
  return input;
}

/**
 * Open an editor over a cell. ``column`` is {label, type, options}; ``done(value, direction)`` is called once, with null
 * when it was given up. Direction: "down" after Enter, "all" after Ctrl Enter, "next" or "back" after Tab, "" after a
 * click elsewhere.
 */
export function edit(cell, column, value, done) {
  const input = field(column, value);
  input.classList.add("shot-cell-editor");
  input.setAttribute("aria-label", column.label);
  let open = true;
  const close = (result, direction = "") => {
    if (!open) return;
    open = false;
    input.remove();
    done(result, direction);
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close(null, "stay");
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) close(input.value, "all");
    else if (event.key === "Enter" && !event.shiftKey) close(input.value, "down");
    else if (event.key === "Tab") close(input.value, event.shiftKey ? "back" : "next");
    else return;
    event.preventDefault();
  });
  input.addEventListener("paste", (event) => event.stopPropagation());
  input.addEventListener("blur", () => close(input.value));
  if (input instanceof HTMLSelectElement) input.addEventListener("change", () => close(input.value, "stay"));
  cell.append(input);
  input.focus();
  input.select?.();
  return input;
}
