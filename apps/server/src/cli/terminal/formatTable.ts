import stringWidth from "string-width";
import type { Style } from "./createStyle.ts";

/** A text in a table; the paint does not count for its width. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** A table with a title for each column. */
export interface Table {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (Cell | string)[])[];
}

const GAP = "  ";

/** Lays a table out in aligned columns, also for characters that take two places or none. */
export function formatTable({ titles, rows }: Table, style: Style): readonly string[] {
  const head = titles.map((text) => ({ text: text.toUpperCase(), paint: style.faint }));
  const lines = [head, ...rows.map((row) => row.map(toCell))];
  const widths = titles.map((_, column) =>
    Math.max(...lines.map((line) => stringWidth(line[column]?.text ?? ""))),
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
      const fill = isLast ? 0 : (widths[column] ?? 0) - stringWidth(text);
      return paint(text) + " ".repeat(fill);
    })
    .join(GAP);
}
