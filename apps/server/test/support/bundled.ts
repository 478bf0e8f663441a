import { fileURLToPath } from "node:url";
import { bundledMain as bundled, provideBundle } from "../../../../scripts/faults/provideBundle.ts";

/** The program as `npm start` runs it. */
export const SOURCE_MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/**
 * The program that most tests start: `main.ts` in a few files, which starts in half of the time. A slow event loop does
 * not make it reject requests, so that no test fails because other tests run beside it. The source in the long run.
 */
export function bundledMain(): string {
  return bundled() ?? SOURCE_MAIN;
}

/** How late timers may come; the heap is watched as ever. */
const TOLERANT = {
  file: "management/createOverloadGuard.ts",
  code: "options.longestMeanDelayMilliseconds ?? 250",
  instead: "Number.POSITIVE_INFINITY",
};

/** Bundles the program once for all tests; vitest calls it (`globalSetup`). */
export const { setup, teardown } = provideBundle([TOLERANT]);
