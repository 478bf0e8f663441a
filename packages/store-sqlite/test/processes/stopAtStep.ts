import fs, { existsSync, readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { StatementSync } from "node:sqlite";
import { isMainThread } from "node:worker_threads";

/** Before which step the writer stops, counted from the moment on at which the file with this appears. */
export interface Stop {
  readonly at: number;
  /** `kill` ends the process, `exit` the thread. */
  readonly how: "kill" | "exit";
}

/**
 * Loaded before a program and before each thread of it: counts the steps that the writer's thread takes while a file
 * with a `Stop` is there, each of which touches a file or the database, and stops before the given one.
 */
const { STOP_WHEN: armed = "" } = process.env;
let steps = 0;

function step(): void {
  if (isMainThread || !existsSync(armed)) return;
  const { at, how }: Stop = JSON.parse(readFileSync(armed, "utf8"));
  if (steps === at) stop(how);
  steps += 1;
  fs.writeFileSync(`${armed}.steps`, String(steps));
}

function stop(how: Stop["how"]): void {
  // A writer that is started again must not stop again.
  fs.rmSync(armed);
  if (how === "kill") process.kill(process.pid, "SIGKILL");
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
