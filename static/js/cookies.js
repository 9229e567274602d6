// Choices that the server must know before the first paint: theme, density, panel.

const YEAR = 365 * 24 * 3600;

/** Remember a choice for a year, on every page of this site. */
export function remember(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}

/** Forget a choice. */
export function forget(name) {
  document.cookie = `${name}=; path=/; max-age=0; samesite=lax`;
}
