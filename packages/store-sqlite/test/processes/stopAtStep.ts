import fs, { existsSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { StatementSync } from "node:sqlite";
import { isMainThread } from "node:worker_threads";

/**
 * Loaded before a program and before each thread of it: counts the steps that the writer's thread takes from the moment
 * on at which a file appears, each of which touches a file or the database, and stops before the given one. `kill` ends
 * the process, `exit` the thread.
 */
const { STOP_WHEN: armed = "", STOP_AT = "0", STOP_HOW = "kill" } = process.env;
let steps = 0;

function step(): void {
  if (isMainThread || !existsSync(armed)) return;
  if (steps === Number(STOP_AT)) stop();
  steps += 1;
  fs.writeFileSync(`${armed}.steps`, String(steps));
}

function stop(): void {
  // A writer that is started again must not stop again.
  fs.rmSync(armed);
  if (STOP_HOW === "kill") process.kill(process.pid, "SIGKILL");
  process.exit(1);
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
