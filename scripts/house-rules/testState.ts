import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

/** Habit 19: each test makes what it needs. Asking for a tool in a hook leaves nothing behind. */
export const testState: HouseRule = {
  name: "test-state",
  advice:
    "Call a factory inside the test (`const api = await createTestApi()`) and let it clean up with onTestFinished; state " +
    "of a hook is shared, and its reader has to search for it.",
  find: ({ tests }) =>
    findLines({ files: tests, pattern: /^\s*(?:before|after)(?:Each|All)\(/, except: /requireTool\(/ }),
};
