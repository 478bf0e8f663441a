import { defineConfig, mergeConfig } from "vitest/config";
import { sharedConfig } from "../../vitest.shared.ts";

// A browser on a busy machine takes longer than the second that vitest waits by itself.
export default mergeConfig(sharedConfig, defineConfig({ test: { expect: { poll: { timeout: 30_000 } } } }));
