// Errors beside the fields they are about, tied to them for those who listen, as the server would have rendered them.

function describe(field, id, on) {
  const ids = (field.getAttribute("aria-describedby") ?? "")
    .split(/\s+/)
    .filter((other) => other && other !== id);
  if (on) ids.push(id);
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
}

/** Take away what showErrors put there. */
export function clearErrors(form) {
  for (const list of form.querySelectorAll("[data-script-errors]")) {
    const field = form.querySelector(`[aria-describedby~="${CSS.escape(list.id)}"]`);
    if (field) {
      describe(field, list.id, false);
      field.removeAttribute("aria-invalid");
    }
    list.remove();
  }
  form.querySelector("[data-save-errors]")?.replaceChildren();
}

function list(id, sentences) {
  const place = Object.assign(document.createElement("ul"), { className: "errorlist", id });
  place.dataset.scriptErrors = "";
  place.setAttribute("role", "alert");
  for (const sentence of sentences)
    place.append(Object.assign(document.createElement("li"), { textContent: sentence }));
  return place;
}

/** Show {field name: [sentences]} at the fields, and the rest, or ready HTML, where the form says data-save-errors. */
export function showErrors(form, errors, html = "") {
  clearErrors(form);
  const rest = [];
  for (const [name, sentences] of Object.entries(errors)) {
    const found = form.elements.namedItem(name);
    const field = found instanceof RadioNodeList ? found[0] : found;
    if (!(field instanceof HTMLElement) || field.type === "hidden") {
      rest.push(...sentences);
      continue;
    }
    const id = `${field.id || name}_error`;
    form.querySelector(`#${CSS.escape(id)}`)?.remove();
    field.after(list(id, sentences));
    field.setAttribute("aria-invalid", "true");
    describe(field, id, true);
  }
  if (!rest.length && !html) return;
  const place = form.querySelector("[data-save-errors]") ?? form.appendChild(document.createElement("div"));
  place.dataset.saveErrors = "";
  if (html) place.innerHTML = html;
  else place.replaceChildren(list("form_error", rest));
}
