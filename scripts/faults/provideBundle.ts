import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { bundleServer, type Omission } from "./bundleServer.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly bundledMain: string;
  }
}

/** Bundles the server once for all tests of a run, as `globalSetup` of vitest; what Node compiled of it is remembered. */
export function provideBundle(omissions: readonly Omission[] = []) {
  let folder = "";
  return {
    async setup(project: TestProject): Promise<void> {
      folder = await mkdtemp(join(tmpdir(), "gatehouse-bundle-"));
      // Commands run as other users, too.
      await chmod(folder, 0o755);
      const { program } = await bundleServer(folder, omissions, project.config.env.NODE_COMPILE_CACHE);
      project.provide("bundledMain", program);
    },
    async teardown(): Promise<void> {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The program that was bundled; nothing in the long run. */
export function bundledMain(): string | undefined {
  return inject("bundledMain");
}
