import { createHash } from "node:crypto";
import { chmodSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { type LiveWindow, type SessionRecord, userKeyOf } from "../../packages/sessions/src/index.ts";
import { INSERT_SESSION } from "../../packages/store-sqlite/src/file/createTables.ts";
import { toRow } from "../../packages/store-sqlite/src/file/parseRow.ts";
import { createSqliteStore } from "../../packages/store-sqlite/src/index.ts";

/** Sessions of one user; the cap of the server is 16. */
const PER_USER = 4;
const HOUR_MS = 3_600_000;
/** Sessions that were used within this time, so that none is due to be written at once. */
const USED_WITHIN_MS = 100_000;

/** Twelve hours, thirty minutes: the limits of the server. */
export function windowAt(nowMs: number): LiveWindow {
  return {
    nowMs,
    createdAfterMs: nowMs - 12 * HOUR_MS,
    seenAfterMs: nowMs - HOUR_MS / 2,
    seenUntilMs: nowMs + 5000,
  };
}

/** The digest of the token of a session, by its number. */
export function digestOf(index: number | string): string {
  return createHash("sha256").update(`token ${index}`).digest("base64url");
}

/** A session as a server makes it for a local account; all numbers of one user differ by the number of users. */
export function recordOf(index: number, createdAtMs: number): SessionRecord {
  const subject = `5f0c1c9e-${String(index % 1e12).padStart(12, "0")}`;
  const username = `operator-${Math.floor(index / PER_USER)}`;
  const user = {
    authType: "local",
    subject: username,
    username,
    enterprise: "HybridityAdmin",
    organizations: [{ id: "default-org-id", name: "DEFAULT" }],
    currentOrganization: "DEFAULT",
  };
  const hex = createHash("sha256").update(`id ${subject}`).digest("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return {
    id,
    userKey: userKeyOf(user),
    privileged: false,
    user,
    roles: ["Operator"],
    createdAtMs,
    lastSeenAtMs: createdAtMs,
    authenticatedAtMs: createdAtMs,
    clientAddress: `10.${index % 200}.${Math.floor(index / 200) % 250}.7`,
  };
}

/** Makes a store with this many live sessions, created over the last ten hours and used in the last minutes. */
export async function fillStore(path: string, count: number, nowMs: number): Promise<void> {
  const store = await createSqliteStore({ path, writer: "here" });
  await store.close();
  const database = new DatabaseSync(path);
  chmodSync(path, 0o600);
  database.exec("PRAGMA synchronous = OFF");
  database.exec("PRAGMA cache_size = -400000");
  database.exec("BEGIN");
  const insert = database.prepare(INSERT_SESSION);
  for (let index = 0; index < count; index += 1) {
    const record = recordOf(index, nowMs - Math.floor((10 * HOUR_MS * (count - index)) / count));
    const lastSeenAtMs = nowMs - ((index * 7919) % USED_WITHIN_MS);
    insert.run(...toRow(digestOf(index), { ...record, lastSeenAtMs }, 1));
  }
  database.prepare("UPDATE state SET open_sessions = ?").run(count);
  database.exec("COMMIT");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}
