/**
 * Runs turbo with telemetry off, on every platform and without a change to the user's own settings.
 *
 * A variable is the only switch that a repository can set; npm scripts cannot set one portably.
 *
 * The bundler in Vite and in our tests asks Linux for huge pages of memory. Where memory is fragmented, to make them takes
 * a second of processor time for each bundle, and the bundler is no faster with them.
 *
 * The compiler of TypeScript is a Go program. It collects garbage less often here: a quarter less processor time, for a
 * twentieth more memory.
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const turbo = createRequire(import.meta.url).resolve("turbo/bin/turbo");
const { status } = spawnSync(process.execPath, [turbo, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: {
    ...{ MIMALLOC_ALLOW_THP: "0", GOGC: "400" },
    ...process.env,
    ...{ TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
  },
});
process.exitCode = status ?? 1;
