import type { DatabaseSync } from "node:sqlite";
import type { EndManyRequest } from "@gatehouse/sessions";
import { IN_WINDOW, NOT_ENDED } from "../rows/liveCondition.ts";
import { windowParameters } from "../rows/windowParameters.ts";

/** How many sessions of this selection are live by the times written down; flush the renewals that matter first. */
export function countLive(database: DatabaseSync, { window, userKey, exceptId }: EndManyRequest): number {
  const conditions = [IN_WINDOW, NOT_ENDED];
  if (userKey !== undefined) conditions.push("user_key = :userKey");
  if (exceptId !== undefined) conditions.push("id <> :exceptId");
  const statement = database.prepare(
    `SELECT count(*) AS live FROM sessions WHERE ${conditions.join(" AND ")}`,
  );
  const row = statement.get({
    ...windowParameters(window),
    ...(userKey === undefined ? {} : { userKey }),
    ...(exceptId === undefined ? {} : { exceptId }),
  });
  return Number(row?.live);
}
