// What was typed and is not yet confirmed by the server, kept in this browser: a reload or a lost line loses nothing.

const PREFIX = "draft";
const KEEP_MS = 14 * 24 * 3600 * 1000;

function place(key) {
  return `${PREFIX}:${document.body.dataset.user ?? "anyone"}:${key}`;
}

/** Keep a draft; false when the browser has no room for it. */
export function keep(key, draft) {
  try {
    localStorage.setItem(place(key), JSON.stringify({ ...draft, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

/** The draft of that key, or null when there is none, or only one so old that it would surprise. */
export function recall(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(place(key)));
    return draft && Date.now() - draft.at < KEEP_MS ? draft : null;
  } catch {
    return null;
  }
}

/** The server has it now. */
export function drop(key) {
  try {
    localStorage.removeItem(place(key));
  } catch {
    // No storage, so there was nothing to drop.
  }
}
