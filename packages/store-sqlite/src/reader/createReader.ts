import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { ListPosition, ListQuery } from "@gatehouse/sessions";
import { type AccountReads, createAccountReads } from "../file/createAccountReads.ts";
import { IN_WINDOW, NOT_ENDED, windowParameters } from "../file/NOT_ENDED.ts";
import {
  fromDigestKey,
  fromIdKey,
  type Key,
  parseRow,
  ROW_COLUMNS,
  type SessionRow,
  toDigestKey,
  toIdKey,
} from "../file/parseRow.ts";

/** How long a read waits where another process blocks it; that is only while a store is being closed or recovered. */
const BUSY_TIMEOUT_MS = 100;
const CACHE_KIB = 8192;
/** How many rows a page looks at in one go. */
const STEP_ROWS = 200;

/** Reads of the calling thread. Each sees what was committed last. */
export interface Reader {
  readonly accounts: AccountReads;
  /** The number of ends: it grows with everything that ends a session and every change of an account. */
  sequence(): number;
  areSignInsClosed(): boolean;
  /** A session that was not ended, live or not. */
  find(tokenHash: string): SessionRow | undefined;
  findById(id: string): SessionRow | undefined;
  /** The digests of all sessions of a user that were not ended. */
  digestsOf(userKey: string): readonly string[];
  /** The next rows of a listing; `next` where there may be more. */
  readPage(query: ListQuery, after: ListPosition | undefined): PageStep;
  close(): void;
}

/** Some rows of a listing, those left out that are not live. */
interface PageStep {
  readonly rows: readonly SessionRow[];
  readonly next?: ListPosition;
}

const filters = {
  id: "id = :id",
  userKey: "user_key = :userKey",
  username: "username = :username",
  authType: "auth_type = :authType",
  clientAddress: "client_address = :clientAddress",
} as const satisfies Partial<Record<keyof ListQuery, string>>;

/** A connection that cannot write, beside the writer in a thread of its own. */
export function openToRead(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  database.exec("PRAGMA trusted_schema = OFF");
  database.exec("PRAGMA cell_size_check = ON");
  database.exec("PRAGMA temp_store = MEMORY");
  database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
  return database;
}

/** The statements, prepared once. */
export function createReader(database: DatabaseSync): Reader {
  const select = (condition: string) =>
    database.prepare(`SELECT ${ROW_COLUMNS} FROM sessions WHERE ${condition} AND ${NOT_ENDED}`);
  const byToken = select("token_hash = ?");
  const byId = select("id = ?");
  const ofUser = database.prepare(`SELECT token_hash FROM sessions WHERE user_key = ? AND ${NOT_ENDED}`);
  const state = database.prepare("SELECT sequence FROM state");
  const signIns = database.prepare("SELECT sign_ins_closed FROM state");
  const sequence = () => Number(state.get()?.sequence);
  const pages = new Map<string, StatementSync>();
  /** One for each set of filters, of which there are few. */
  function preparePage(sql: string): StatementSync {
    const prepared = pages.get(sql);
    if (prepared !== undefined) return prepared;
    const statement = database.prepare(sql);
    statement.setAllowUnknownNamedParameters(true);
    pages.set(sql, statement);
    return statement;
  }
  const parse = (row: Record<string, unknown> | undefined) => (row === undefined ? undefined : parseRow(row));

  return {
    accounts: createAccountReads(database, sequence),
    sequence,
    areSignInsClosed: () => signIns.get()?.sign_ins_closed === 1,
    find: (tokenHash) => parse(byToken.get(toDigestKey(tokenHash))),
    findById: (id) => parse(byId.get(toIdKey(id))),
    digestsOf: (userKey) => ofUser.all(userKey).map((row) => fromDigestKey(row.token_hash)),
    readPage(query, after) {
      const { sql, parameters } = translateQuery(query, after);
      const rows = preparePage(sql).all({ ...parameters, limit: STEP_ROWS });
      const last = rows.at(-1);
      return {
        rows: rows.flatMap((row) => (row.is_live === 1 ? (parseRow(row) ?? []) : [])),
        ...(last === undefined || rows.length < STEP_ROWS
          ? {}
          : { next: { createdAtMs: Number(last.created_at_ms), id: fromIdKey(last.id) } }),
      };
    },
    close: () => database.close(),
  };
}

/**
 * The rows are limited before those that are not live are left out, so that a step takes the same time however many of
 * them wait for the sweep.
 */
export function translateQuery(query: ListQuery, after: ListPosition | undefined) {
  const conditions: string[] = [];
  const parameters: Record<string, Key | number> = { ...windowParameters(query.window) };
  for (const [name, condition] of Object.entries(filters)) {
    const value = query[name as keyof typeof filters];
    if (value === undefined) continue;
    conditions.push(condition);
    parameters[name] = name === "id" ? toIdKey(value) : value;
  }
  if (after !== undefined) {
    conditions.push("created_at_ms <= :afterMs AND (created_at_ms, id) < (:afterMs, :afterId)");
    parameters.afterMs = after.createdAtMs;
    parameters.afterId = toIdKey(after.id);
  }
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  const sql = `SELECT ${ROW_COLUMNS}, ${IN_WINDOW} AND ${NOT_ENDED} AS is_live FROM sessions ${where}
    ORDER BY created_at_ms DESC, id DESC LIMIT :limit`;
  return { sql, parameters };
}
