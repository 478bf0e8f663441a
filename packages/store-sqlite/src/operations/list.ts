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

/** See `SessionStore.list`. */
export function list(context: StoreContext, query: ListQuery): readonly SessionRecord[] {
  flushRenewals(context, query.window.seenAfterMs);
  const { conditions, parameters } = translate(query);
  const statement = context.database.prepare(`SELECT ${ROW_COLUMNS} FROM sessions
    WHERE ${conditions.join(" AND ")} ORDER BY created_at_ms DESC, id DESC LIMIT :limit`);
  return statement
    .all(parameters)
    .flatMap((row) => parseRow(row) ?? [])
    .filter(({ tokenHash }) => !context.denied.has(tokenHash))
    .map((row) => withLatestUse(context, row).record);
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
