import { defineConfig, mergeConfig } from "vitest/config";
import { sharedConfig, sharedProcessConfig } from "../../vitest.shared.ts";

/** How deep a stack is depends on what a process has compiled before. */
const OWN_PROCESS = "test/depth.test.ts";
const { reporters = [] } = sharedConfig.test ?? {};

// Projects take what the root says and add to its lists, so that the root names no files.
export default defineConfig({
  test: {
    reporters,
    projects: [
      mergeConfig(sharedProcessConfig, { test: { name: "shared process", exclude: [OWN_PROCESS] } }),
      { ...sharedConfig, test: { ...sharedConfig.test, name: "own process", include: [OWN_PROCESS] } },
    ],
  },
});
