import { createRequire } from "node:module";
import { escapeUnprintable } from "../../logging/createLineQueue.ts";
import type { Style } from "./createStyle.ts";

/** A text in a table; the paint does not count for its width. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** A table with a title for each column. */
interface Table {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (Cell | string)[])[];
}

const BYTE_UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

const TIME_UNITS = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3600 },
  { name: "min", seconds: 60 },
  { name: "s", seconds: 1 },
] as const;

const GAP = "  ";

const require = createRequire(import.meta.url);

/** The columns that a text takes in a terminal. */
export function columnsOf(text: string): number {
  // Printable ASCII takes a column each; the tables for all other characters take 30 ms to load.
  if (/^[ -~]*$/.test(text)) return text.length;
  const { default: stringWidth } = require("string-width") as typeof import("string-width");
  return stringWidth(text);
}

/** Lays a table out in aligned columns, also for characters that take two places or none. */
export function formatTable({ titles, rows }: Table, style: Style): readonly string[] {
  const head = titles.map((text) => ({ text: text.toUpperCase(), paint: style.faint }));
  const lines = [head, ...rows.map((row) => row.map(toCell))];
  const widths = titles.map((_, column) =>
    Math.max(...lines.map((line) => columnsOf(line[column]?.text ?? ""))),
  );
  return lines.map((line) => formatLine(line, widths));
}

function toCell(cell: Cell | string): Cell {
  return typeof cell === "string" ? { text: cell } : cell;
}

function formatLine(cells: readonly Cell[], widths: readonly number[]): string {
  return cells
    .map(({ text, paint = (plain) => plain }, column) => {
      const isLast = column === cells.length - 1;
      const fill = isLast ? 0 : (widths[column] ?? 0) - columnsOf(text);
      return paint(text) + " ".repeat(fill);
    })
    .join(GAP);
}

/** A number with its noun: `1 session`, `3 sessions`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number of bytes in its largest unit of thousands: `1.5 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${BYTE_UNITS[unit]}`;
}

/** A moment as seen from now: `5 min ago`, `in 3 h`, `now`. */
export function formatTime(timeMs: number, nowMs: number): string {
  const seconds = Math.round((timeMs - nowMs) / 1000);
  if (seconds === 0) return "now";
  const span = formatSpan(Math.abs(seconds));
  return seconds < 0 ? `${span} ago` : `in ${span}`;
}

/** A span of time in its largest unit, rounded: 100 seconds are `2 min`. */
export function formatSpan(seconds: number): string {
  const unit = TIME_UNITS.find((one) => seconds >= one.seconds) ?? TIME_UNITS[3];
  return `${Math.round(seconds / unit.seconds)} ${unit.name}`;
}

/** A moment for programs and auditors: ISO 8601, UTC. */
export function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/**
 * A text that came from outside, such as a name, as a terminal may show it: what would move the cursor, change colours
 * or turn the direction of writing is written as `\uXXXX` (LOG-04).
 */
export function printable(text: string): string {
  return escapeUnprintable(text);
}

/** Breaks a text into lines of at most so many places; a word that is longer gets a line of its own. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || columnsOf(longer) <= columns) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return [...lines, line];
}
