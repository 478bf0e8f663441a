import { join } from "node:path";
import { defineConfig, mergeConfig } from "vitest/config";
import { sharedProcessConfig } from "../../vitest.shared.ts";

export default mergeConfig(
  sharedProcessConfig,
  defineConfig({
    test: {
      globalSetup: join(import.meta.dirname, "../../scripts/faults/bundled.ts"),
      // A browser on a slow machine takes longer than the second that vitest waits by itself.
      expect: { poll: { timeout: 30_000 } },
    },
  }),
);
