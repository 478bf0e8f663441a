import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePrograms } from "../../../../scripts/faults/bundleServer.ts";

/** The programs that tests run as processes of their own, and what is loaded before one of them. */
const NAMES = ["endSessions", "serveCalls", "fillDisk", "changeAccount", "stopAtStep"] as const;
export type ProgramName = (typeof NAMES)[number];

/** Takes the programs and the writer's thread for this run of vitest. */
export const folder = join(tmpdir(), `gatehouse-programs-${process.pid}`);

/** Bundles them once for all tests, which start the thread hundreds of times; vitest calls it (`globalSetup`). */
export async function setup(): Promise<void> {
  // A run that was killed may have had the same process id.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  const sourceOf = (name: ProgramName) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  await bundlePrograms(folder, Object.fromEntries(NAMES.map((name) => [name, sourceOf(name)])));
}

export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
