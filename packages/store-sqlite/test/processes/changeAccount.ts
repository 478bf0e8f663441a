import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { StatementSync } from "node:sqlite";

/**
 * Disables the account `ada` of a store and ends her sessions, and is killed before the given one of all the steps that
 * touch a file or the database. Prints the number of steps when it lived through all of them.
 */
const [path = "", killBefore = "0"] = process.argv.slice(2);
let isArmed = false;
let steps = 0;

function step(): void {
  if (!isArmed) return;
  if (steps === Number(killBefore)) process.kill(process.pid, "SIGKILL");
  steps += 1;
}

for (const name of ["run", "get", "all"] as const) {
  const original = StatementSync.prototype[name] as (...values: unknown[]) => unknown;
  Object.defineProperty(StatementSync.prototype, name, {
    value(this: StatementSync, ...values: unknown[]) {
      step();
      return original.apply(this, values);
    },
  });
}
const write = fs.writeSync as (...values: unknown[]) => number;
Object.defineProperty(fs, "writeSync", {
  value: (...values: unknown[]) => {
    step();
    return write(...values);
  },
});
syncBuiltinESMExports();

const { createSqliteStore } = await import("@gatehouse/store-sqlite");
const { windowAt } = await import("../requests.ts");
const store = await createSqliteStore({ path, soleWriter: true });
const [ada] = await store.accounts.list();
if (ada === undefined) throw new Error("There is no account.");
const next = { ...ada, disabled: true, version: ada.version + 1 };
const endSessions = { userKey: "5:local:ada", window: windowAt(Date.now()), evenIfNotKept: true };
isArmed = true;
await store.accounts.change({ id: ada.id, version: ada.version, next, endSessions });
isArmed = false;
await store.close();
process.stdout.write(String(steps));
