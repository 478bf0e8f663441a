import type { DatabaseSync } from "node:sqlite";
import type { EndManyRequest, LiveWindow } from "@gatehouse/sessions";
import { DEAD_ROWS, IN_WINDOW, NOT_ENDED } from "../rows/liveCondition.ts";
import { windowParameters } from "../rows/windowParameters.ts";

/** How many sessions of this selection are live by the times written down; flush the renewals that matter first. */
export function countLive(database: DatabaseSync, { window, userKey, exceptId }: EndManyRequest): number {
  const all = userKey === undefined ? countAll(database, window) : countOfUser(database, { window, userKey });
  if (exceptId === undefined) return all;
  return all - countException(database, { window, exceptId, ...(userKey === undefined ? {} : { userKey }) });
}

/** All rows less the dead ones: the dead are few, and the indexes know them. */
function countAll(database: DatabaseSync, window: LiveWindow): number {
  const sql = `SELECT (SELECT count(*) FROM sessions) - (SELECT count(DISTINCT row) FROM (${DEAD_ROWS})) AS live`;
  return Number(database.prepare(sql).get(windowParameters(window))?.live);
}

function countOfUser(
  database: DatabaseSync,
  { window, userKey }: { readonly window: LiveWindow; readonly userKey: string },
): number {
  const sql = `SELECT count(*) AS live FROM sessions WHERE user_key = :userKey AND ${IN_WINDOW} AND ${NOT_ENDED}`;
  return Number(database.prepare(sql).get({ ...windowParameters(window), userKey })?.live);
}

/** One if the excepted session is live and among those selected. */
function countException(
  database: DatabaseSync,
  { window, userKey, exceptId }: EndManyRequest & { readonly exceptId: string },
): number {
  const ofUser = userKey === undefined ? "" : "AND +user_key = :userKey";
  const sql = `SELECT count(*) AS live FROM sessions WHERE id = :exceptId ${ofUser} AND ${IN_WINDOW} AND ${NOT_ENDED}`;
  const parameters = { ...windowParameters(window), exceptId, ...(userKey === undefined ? {} : { userKey }) };
  return Number(database.prepare(sql).get(parameters)?.live);
}
