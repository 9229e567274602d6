// What spreadsheets put on the clipboard: tabs between cells, lines between rows, quotes around cells with either inside.

/** A grid of strings; a trailing empty line is not a row. */
export function parseTsv(text) {
  const rows = [[""]];
  let quoted = false;
  const source = text.replaceAll("\r\n", "\n").replace(/\n$/, "");
  for (let i = 0; i < source.length; i += 1) {
    const row = rows.at(-1);
    const char = source[i];
    if (quoted) {
      if (char !== '"') row[row.length - 1] += char;
      else if (source[i + 1] === '"') row[row.length - 1] += source[(i += 1)];
      else quoted = false;
    } else if (char === '"' && row.at(-1) === "") quoted = true;
    else if (char === "\t") row.push("");
    else if (char === "\n") rows.push([""]);
    else row[row.length - 1] += char;
  }
  return rows;
}

/** A grid of strings as spreadsheets take it. */
export function writeTsv(grid) {
  const cell = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return grid.map((line) => line.map(cell).join("\t")).join("\n");
}
