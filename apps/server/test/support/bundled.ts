import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { bundleMain } from "../../../../scripts/faults/bundleServer.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly bundledMain: string;
  }
}

/** The program as `npm start` runs it. */
export const SOURCE_MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/**
 * The program that most tests start: `main.ts` in a few files, which starts in half of the time. A slow event loop does
 * not make it reject requests, so that no test fails because other tests run beside it. The source in the long run.
 */
export function bundledMain(): string {
  return inject("bundledMain") ?? SOURCE_MAIN;
}

/** How late timers may come; the heap is watched as ever. */
const TOLERANT = {
  file: "management/createOverloadGuard.ts",
  code: "options.longestMeanDelayMilliseconds ?? 250",
  instead: "Number.POSITIVE_INFINITY",
};

let folder = "";

/** Bundles the program once for all tests; vitest calls it (`globalSetup`). */
export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "gatehouse-bundle-"));
  // Commands run as other users, too.
  await chmod(folder, 0o755);
  project.provide("bundledMain", await bundleMain(folder, [TOLERANT]));
}

/** Removes it. */
export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
