import type { ReactNode } from "react";

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** The title is for screen readers only, as above buttons. */
  readonly isTitleHidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/**
 * A table that becomes a list of cards on narrow screens. The roles are given because browsers drop them where the
 * style sheet changes how the rows are laid out.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  isMarked,
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly isMarked?: (row: Row) => boolean;
}) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <table role="table" className="table">
      <caption className="hidden">{caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          {columns.map(({ title, isTitleHidden }) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
            <th key={title} role="columnheader" scope="col">
              <span className={isTitleHidden ? "hidden" : undefined}>{title}</span>
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tbody role="rowgroup">
        {rows.map((row) => (
          // biome-ignore lint/a11y/noRedundantRoles: see above
          <tr key={keyOf(row)} role="row" className={isMarked?.(row) ? "marked" : undefined}>
            {columns.map(({ title, isTitleHidden, cell }) => (
              // biome-ignore lint/a11y/noRedundantRoles: see above
              <td key={title} role="cell" data-title={isTitleHidden ? undefined : title}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
