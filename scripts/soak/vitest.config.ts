import { devNull } from "node:os";
import { mergeConfig } from "vitest/config";
import { sharedConfig } from "../../vitest.shared.ts";

/** For `npm run soak`: also what is only worth its time at full size. What is exchanged on the way is not collected. */
export default mergeConfig(sharedConfig, {
  test: {
    include: ["test/**/*.soak.ts", "*.soak.ts"],
    env: { CONTRACT_EXCHANGES: devNull },
    testTimeout: 7_200_000,
  },
});
