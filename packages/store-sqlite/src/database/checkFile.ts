import type { DatabaseSync } from "node:sqlite";
import { StoreFileUnusableError } from "../StoreFileUnusableError.ts";
import { APPLICATION_ID, SCHEMA_VERSION } from "./schema.ts";

/**
 * Refuses a file that is not ours, of a newer version, or damaged; a store is trusted whole or not at all.
 *
 * @throws {StoreFileUnusableError} naming the fault.
 */
export function checkFile(database: DatabaseSync, path: string): void {
  const applicationId = numberOf(database, "application_id");
  if (applicationId !== APPLICATION_ID) {
    const advice = "it is a SQLite file of another program. Choose another path, or move the file away.";
    throw new StoreFileUnusableError({ path, fault: "not-a-store", advice });
  }
  const version = numberOf(database, "user_version");
  if (version > SCHEMA_VERSION) {
    const advice = `its format ${version} is newer than ${SCHEMA_VERSION}, the newest this release knows. Run the release that wrote it.`;
    throw new StoreFileUnusableError({ path, fault: "newer-version", advice });
  }
  const damage = damageOf(database);
  if (damage === undefined) return;
  const advice = `it is damaged (${damage}). Move it away to start empty; everybody signs in again.`;
  throw new StoreFileUnusableError({ path, fault: "corrupt", advice });
}

function numberOf(database: DatabaseSync, pragma: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}

/** Looks through the whole file, indexes against rows too: about one second for 100,000 sessions. */
function damageOf(database: DatabaseSync): string | undefined {
  try {
    const result = database.prepare("PRAGMA integrity_check(1)").get()?.integrity_check;
    return result === "ok" ? undefined : String(result);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
