import type { ListQuery, SessionRecord } from "@gatehouse/sessions";
import { IN_WINDOW, NOT_ENDED } from "../rows/liveCondition.ts";
import { parseRow, ROW_COLUMNS } from "../rows/parseRow.ts";
import { windowParameters } from "../rows/windowParameters.ts";
import type { StoreContext } from "../StoreContext.ts";
import { withLatestUse } from "./findLive.ts";
import { flushRenewals } from "./flushRenewals.ts";

const filters = {
  id: "id = :id",
  userKey: "user_key = :userKey",
  username: "username = :username",
  authType: "auth_type = :authType",
  clientAddress: "client_address = :clientAddress",
} as const satisfies Partial<Record<keyof ListQuery, string>>;

/**
 * See `SessionStore.list`. Rows that are no sessions (of another version, or to be ended) are skipped and the page is
 * filled up behind them, for a short page means that there is no other.
 */
export function list(context: StoreContext, query: ListQuery): readonly SessionRecord[] {
  flushRenewals(context, query.window.seenAfterMs);
  const page: SessionRecord[] = [];
  let { after } = query;
  for (;;) {
    const limit = query.limit - page.length;
    const rows = readRows(context, { ...query, limit, ...(after === undefined ? {} : { after }) });
    page.push(...rows.flatMap((row) => toSession(context, row) ?? []));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit || page.length >= query.limit) return page;
    after = { createdAtMs: Number(last.created_at_ms), id: String(last.id) };
  }
}

function readRows(context: StoreContext, query: ListQuery): Record<string, unknown>[] {
  const { conditions, parameters } = translate(query);
  const statement = context.database.prepare(`SELECT created_at_ms, id, ${ROW_COLUMNS} FROM sessions
    WHERE ${conditions.join(" AND ")} ORDER BY created_at_ms DESC, id DESC LIMIT :limit`);
  return statement.all(parameters);
}

function toSession(context: StoreContext, row: Record<string, unknown>): SessionRecord | undefined {
  const session = parseRow(row);
  if (session === undefined || context.denied.has(session.tokenHash)) return undefined;
  if (context.shutOut.has(session.record.userKey)) return undefined;
  return withLatestUse(context, session).record;
}

function translate(query: ListQuery) {
  const conditions = [IN_WINDOW, NOT_ENDED];
  const parameters: Record<string, string | number> = {
    ...windowParameters(query.window),
    limit: query.limit,
  };
  for (const [name, condition] of Object.entries(filters)) {
    const value = query[name as keyof typeof filters];
    if (value === undefined) continue;
    conditions.push(condition);
    parameters[name] = value;
  }
  if (query.after !== undefined) {
    conditions.push("(created_at_ms, id) < (:afterMs, :afterId)");
    parameters.afterMs = query.after.createdAtMs;
    parameters.afterId = query.after.id;
  }
  return { conditions, parameters };
}
