import type { HouseRule } from "./HouseRule.ts";

const FOLDER = "apps/server/src/operations/";
const TESTS = "apps/server/test/operations/";
const TABLE = "apps/server/src/generated/operationTable.ts";

/** Habits 14 and 21: a handler and its tests are found by the operationId. */
export const operationFiles: HouseRule = {
  name: "operation-files",
  advice: `Name the handler after its operationId, and put its tests into ${TESTS}<operationId>.test.ts.`,
  find({ files }) {
    const table = files.find(({ path }) => path === TABLE)?.text ?? "";
    const handlers = files.filter(({ path }) => path.startsWith(FOLDER));
    return handlers.flatMap(({ path, name }) => {
      const test = `${TESTS}${name.replace(/\.ts$/, ".test.ts")}`;
      return [
        ...(table.includes(`"../operations/${name}"`)
          ? []
          : [{ where: path, what: "no operationId of this name" }]),
        ...(files.some((file) => file.path === test) ? [] : [{ where: path, what: `no ${test}` }]),
      ];
    });
  },
};
