// Posting from scripts: the anti-forgery token goes along, and an answer says plainly what it is.

/** The server could not be reached: nothing is known about what it did. */
export class Offline extends Error {}

function token() {
  try {
    return JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRFToken"];
  } catch {
    return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }
}

async function read(response) {
  const type = response.headers.get("Content-Type") ?? "";
  const text = await response.text();
  return type.includes("json") ? { json: JSON.parse(text), html: "" } : { json: null, html: text };
}

/**
 * Send form data and resolve to {status, json, html}. A redirect is not followed: to a script it can only mean that the
 * session has ended, and is answered as 401.
 */
export async function post(url, body, { timeout = 30_000 } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      headers: {
        "X-CSRFToken": token(),
        "X-Requested-With": "fetch",
        Accept: "application/json, text/html;q=0.9",
      },
      signal: AbortSignal.timeout(timeout),
    });
    if (response.type === "opaqueredirect") return { status: 401, json: null, html: "" };
    return { status: response.status, ...(await read(response)) };
  } catch (error) {
    throw new Offline(error.message);
  }
}

/** Resolve to the HTML at an address, or to an empty string when it cannot be had. */
export async function getHtml(url, signal) {
  try {
    const response = await fetch(url, {
      headers: { "X-Requested-With": "fetch" },
      redirect: "manual",
      signal,
    });
    return response.ok ? await response.text() : "";
  } catch {
    return "";
  }
}

/** Milliseconds to wait before try number ``n`` (from 0): doubling to half a minute, and never two clients in step. */
export function backOff(n) {
  return Math.min(30_000, 1000 * 2 ** n) * (0.75 + Math.random() / 2);
}
