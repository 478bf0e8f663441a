import { join } from "node:path";
import { mergeConfig } from "vitest/config";
import { sharedProcessConfig } from "../vitest.shared.ts";

export default mergeConfig(sharedProcessConfig, {
  test: { include: ["**/*.test.ts"], globalSetup: join(import.meta.dirname, "faults/bundled.ts") },
});
