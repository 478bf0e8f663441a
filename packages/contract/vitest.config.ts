import { mergeConfig } from "vitest/config";
import { sharedConfig, sharedProcessConfig } from "../../vitest.shared.ts";

/** How deep a stack is depends on what a process has compiled before. */
const OWN_PROCESS = ["test/depth.test.ts"];

export default mergeConfig(sharedConfig, {
  test: {
    projects: [
      mergeConfig(sharedProcessConfig, { test: { name: "shared process", exclude: OWN_PROCESS } }),
      { ...sharedConfig, test: { ...sharedConfig.test, name: "own process", include: OWN_PROCESS } },
    ],
  },
});
