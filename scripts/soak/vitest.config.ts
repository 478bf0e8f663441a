import { mergeConfig } from "vitest/config";
import { sharedConfig } from "../../vitest.shared.ts";

/** For `npm run soak`: also what is only worth its time at full size. */
export default mergeConfig(sharedConfig, {
  test: { include: ["test/**/*.soak.ts"], testTimeout: 7_200_000 },
});
