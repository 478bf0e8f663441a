import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { countOf } from "../terminal/countOf.ts";
import {
  type DoctorScene,
  fail,
  needsDirectory,
  needsSettings,
  type Observation,
  ok,
  warn,
} from "./Finding.ts";

/** "GTHS", in the header of every session store. */
const APPLICATION_ID = 0x47544853;
const OTHERS = 0o077;
const BUSY_TIMEOUT_MS = 2000;

/** Whether the session store is whole, private, and keeps what it promises. Nothing in it is changed. */
export async function checkStore({ configuration, canLook }: DoctorScene): Promise<Observation> {
  if (configuration === undefined) return needsSettings;
  if (!canLook) return needsDirectory;
  const { store } = configuration;
  if (store.kind === "memory") {
    return warn("sessions are kept in memory", "They all end with the server. Use sqlite: to keep them.");
  }
  if (!existsSync(store.file)) return ok("none yet; the first start of the server makes it");
  return modeFault(store.file) ?? inspect(store.file);
}

function modeFault(file: string): Observation | undefined {
  const { mode } = statSync(file);
  if (process.platform === "win32" || (mode & OTHERS) === 0) return undefined;
  const shown = (mode & 0o777).toString(8);
  return fail(`others on this machine may open ${file} (mode ${shown})`, `Run: chmod 600 ${file}`);
}

function inspect(file: string): Observation {
  const advice =
    "Stop the server and restore it from a backup, or move it away: then everybody signs in again.";
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    database.exec("PRAGMA temp_store = MEMORY");
    const pragma = (name: string) => database?.prepare(`PRAGMA ${name}`).get()?.[name];
    if (pragma("application_id") !== APPLICATION_ID) {
      return fail(`${file} is not a session store`, "Choose another path with GATEHOUSE_STORE_URL.");
    }
    const integrity = database.prepare("PRAGMA integrity_check(1)").get()?.integrity_check;
    if (integrity !== "ok") return fail(`${file} is damaged: ${integrity}`, advice);
    const mode = String(pragma("journal_mode"));
    const rows = Number(database.prepare("SELECT count(*) AS total FROM sessions").get()?.total);
    return judge({ file, mode, rows });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`${file} does not open: ${reason}`, advice);
  } finally {
    database?.close();
  }
}

function judge({ file, mode, rows }: { file: string; mode: string; rows: number }): Observation {
  if (mode !== "wal") {
    return warn(
      `${file} has the journal mode ${mode} instead of wal`,
      "The next start of the server puts it right.",
    );
  }
  if (!existsSync(`${file}.marker`)) {
    return warn(
      `${file} has no marker beside it, so it is taken for an old copy`,
      "The next start of the server ends all sessions in it, and makes a new marker.",
    );
  }
  return ok(`whole; journal wal; ${countOf(rows, "session record")}`);
}
