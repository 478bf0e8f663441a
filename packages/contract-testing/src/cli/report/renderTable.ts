/** Where a cell stands, counted from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Sets cells in columns; `paint` may add what takes no room. */
export function renderTable(
  rows: readonly (readonly string[])[],
  paint: (text: string, place: CellPlace) => string,
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((cells, row) =>
      cells
        .map((text, column) => {
          const padding = " ".repeat((widths[column] ?? 0) - text.length);
          return `${paint(text, { row, column })}${padding}`;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
