import type { HouseRule } from "./HouseRule.ts";
import { packageOf } from "./SourceTree.ts";

/** Habit 16: every driver of the session port passes the same suite. */
export const driversRunTheSuite: HouseRule = {
  name: "drivers-run-the-suite",
  advice: "Run `sessionStoreConformance` of @gatehouse/sessions/testing in a test of the driver.",
  find: ({ packages, tests }) =>
    packages
      .filter((folder) => folder.startsWith("packages/store-"))
      .filter((folder) => {
        const own = tests.filter((file) => packageOf(file) === folder && file.name.endsWith(".test.ts"));
        return !own.some(({ text }) => text.includes("sessionStoreConformance("));
      })
      .map((folder) => ({ where: folder, what: "no test calls the suite" })),
};
