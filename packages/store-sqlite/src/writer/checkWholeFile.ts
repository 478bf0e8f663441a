import type { DatabaseSync, StatementSync } from "node:sqlite";
import { SESSION_INDEXES } from "../file/createTables.ts";
import { damageOfSmallTables } from "../file/openDatabase.ts";
import { isIntact, ROW_COLUMNS } from "../file/parseRow.ts";
import { isDamage } from "../StoreFileUnusableError.ts";
import type { Job } from "./Command.ts";

/** How many rows or entries of an index are read in one step: 2 to 4 ms. */
const STEP_ROWS = 400;

/**
 * Looks through the whole file while it is in use: every row against its checksum and the indexes, and every entry of an
 * index against its row. What other commands change between two steps does not matter: each step sees one moment.
 *
 * @param report called after each step with the number of rows read and their total
 * @returns the damage found, or nothing
 */
export function* checkWholeFile(
  database: DatabaseSync,
  report: (checked: number, total: number) => void,
): Job<string | undefined> {
  let checked = 0;
  try {
    const damage = damageOfSmallTables(database);
    if (damage !== undefined) return damage;
    yield;
    const rows = database.prepare("SELECT open_sessions FROM state").get()?.open_sessions;
    const walks = [walkRows(database), ...INDEXES.map((index) => walkIndex(database, index))];
    const total = Number(rows) * walks.length;
    for (const walk of walks) {
      for (;;) {
        const { read, damage: found } = walk();
        if (found !== undefined) return found;
        checked += read;
        report(checked, Math.max(checked, total));
        if (read < STEP_ROWS) break;
        yield;
      }
    }
    return undefined;
  } catch (error) {
    if (isDamage(error) && error instanceof Error) return error.message;
    throw error;
  }
}

/** Reads on from where it stopped; fewer rows than `STEP_ROWS` are the last. */
type Walk = () => { readonly read: number; readonly damage?: string };

interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  /** Which rows are in it, where not all are. */
  readonly condition?: string;
}

const INDEXES: readonly Index[] = [
  ...Object.entries(SESSION_INDEXES).map(([name, columns]) => ({
    name: `sessions_by_${name}`,
    columns: columns.split(", "),
  })),
  { name: "sessions_ended", columns: ["opened_at"], condition: "opened_at = 0" },
];

function walkRows(database: DatabaseSync): Walk {
  const read = database.prepare(
    `SELECT row, ${ROW_COLUMNS} FROM sessions NOT INDEXED WHERE row > ? ORDER BY row LIMIT ${STEP_ROWS}`,
  );
  const missing = INDEXES.map((index): [string, StatementSync] => [
    index.name,
    database.prepare(missingIn(index)),
  ]);
  let last = 0;
  return () => {
    const rows = read.all(last);
    const broken = rows.find((row) => !isIntact(row));
    if (broken !== undefined)
      return { read: 0, damage: `row ${broken.row} of sessions is not as it was written` };
    const after = last;
    last = Number(rows.at(-1)?.row ?? last);
    for (const [name, statement] of missing) {
      const row = statement.get(after, last)?.row;
      if (row !== undefined)
        return { read: 0, damage: `row ${row} of sessions is missing from index ${name}` };
    }
    return { read: rows.length };
  };
}

function missingIn({ name, columns, condition = "true" }: Index): string {
  const same = [...columns, "row"].map((column) => `entry.${column} = one.${column}`).join(" AND ");
  const inIndex = condition.replace("opened_at", "entry.opened_at");
  return `SELECT one.row FROM sessions AS one NOT INDEXED WHERE one.row > ? AND one.row <= ? AND ${condition}
    AND NOT EXISTS (SELECT 1 FROM sessions AS entry INDEXED BY ${name} WHERE ${same} AND ${inIndex}) LIMIT 1`;
}

function walkIndex(database: DatabaseSync, { name, columns, condition = "true" }: Index): Walk {
  const key = [...columns, "row"];
  const list = key.join(", ");
  const same = key.map((column) => `one.${column} = entry.${column}`).join(" AND ");
  const select = (after: string) =>
    database.prepare(`SELECT ${list}, (SELECT count(*) FROM sessions AS one NOT INDEXED WHERE ${same}) AS found
      FROM sessions AS entry INDEXED BY ${name} WHERE ${after} AND ${condition} ORDER BY ${list} LIMIT ${STEP_ROWS}`);
  const first = select("true");
  const next = select(`(${list}) > (${key.map(() => "?").join(", ")})`);
  let last: Record<string, unknown> | undefined;
  return () => {
    const entries =
      last === undefined ? first.all() : next.all(...key.map((column) => bindable(last, column)));
    last = entries.at(-1) ?? last;
    const wrong = entries.find(({ found }) => found !== 1);
    return wrong === undefined
      ? { read: entries.length }
      : { read: 0, damage: `index ${name} has an entry for row ${wrong.row}, which has other values` };
  };
}

function bindable(row: Record<string, unknown> | undefined, column: string): string | number | Uint8Array {
  const value = row?.[column];
  return typeof value === "number" || value instanceof Uint8Array ? value : String(value);
}
