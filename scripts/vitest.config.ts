import { join } from "node:path";
import { mergeConfig } from "vitest/config";
import { sharedConfig } from "../vitest.shared.ts";

export default mergeConfig(sharedConfig, {
  test: { include: ["**/*.test.ts"], globalSetup: join(import.meta.dirname, "faults/bundled.ts") },
});
