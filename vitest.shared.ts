import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { env, pid } from "node:process";
import { defineConfig, mergeConfig } from "vitest/config";

/**
 * Rejects a size of the long tests that is none: an empty text would make them tests of nothing.
 *
 * @throws {RangeError} when `SOAK` is set to something other than a positive number
 */
export function checkSoak(size: string | undefined): void {
  if (size === undefined || (size.trim() !== "" && Number(size) > 0)) return;
  throw new RangeError(
    `SOAK is "${size}". Set it to a positive number, 1 for the full size, or do not set it.`,
  );
}

checkSoak(env.SOAK);

/**
 * Removes a folder of what Node compiled when it has become large. Programs in temporary folders leave files there that
 * no later run finds.
 */
export function removeLargeCache(folder: string, mostFiles = 10_000): void {
  const aside = `${folder}-${pid}`;
  try {
    if (readdirSync(folder, { recursive: true }).length <= mostFiles) return;
    // At once, because other runs may use the folder.
    renameSync(folder, aside);
  } catch (error) {
    // Nothing was compiled yet, or another run has just removed it.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  rmSync(aside, { recursive: true });
}

const compiled = join(import.meta.dirname, "node_modules/.cache/gatehouse");
removeLargeCache(compiled);

/** Workspace packages are tested from their sources, so that no test depends on a build. */
const conditions = ["@gatehouse/source", "module", "node", "development|production"];

export const sharedConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // What vitest itself loads: reporters that a configuration names by path.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Programs of ours that tests start keep what Node compiled of them from start to start: more than half of a start.
    env: { NODE_COMPILE_CACHE: compiled },
    // The times are read by scripts/test.ts.
    reporters: ["default", ["json", { outputFile: ".turbo/test-times.json" }]],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A machine that runs other programs beside the suite can stop a process for seconds. `scripts/test.ts` prints each
    // test that passed only when it was repeated, and fails when there are more than a few.
    retry: env.CI === undefined ? 0 : 1,
  },
});

/**
 * For packages whose modules keep no state: their test files share a process. A process for each file costs half a
 * second, and loads all sources again.
 */
export const sharedProcessConfig = mergeConfig(sharedConfig, { test: { isolate: false } });
