import { defineConfig, mergeConfig } from "vitest/config";
import { sharedProcessConfig } from "../../vitest.shared.ts";

// A browser on a busy machine takes longer than the second that vitest waits by itself.
export default mergeConfig(
  sharedProcessConfig,
  defineConfig({ test: { expect: { poll: { timeout: 30_000 } } } }),
);
