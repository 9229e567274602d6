// Progress numbers that arrive by socket move their bars at once; everything else is fetched again as HTML.
// A "live:progress" event carries {target, done, total, text}; the bar is any element with data-progress="<target>".

document.addEventListener("live:progress", (event) => {
  const { target, done, total, text } = event.detail.data ?? {};
  if (!target) return;
  for (const place of document.querySelectorAll(`[data-progress="${CSS.escape(target)}"]`)) {
    const bar = place.matches("progress") ? place : place.querySelector("progress");
    if (bar && total) Object.assign(bar, { max: total, value: done });
    const ring = place.querySelector(".ring-value");
    if (ring && total) ring.setAttribute("stroke-dasharray", `${(100 * done) / total} 100`);
    const words = place.querySelector("[data-progress-text]");
    if (words && text !== undefined) words.textContent = text;
  }
});
