import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { sharedConfig } from "../../../../../vitest.shared.ts";
import { ContractCoverageReporter } from "../../../src/vitest.ts";

const folder = import.meta.dirname;

/** A project with a contract, for the test of the reporter. */
export default defineConfig({
  ...sharedConfig,
  test: {
    root: folder,
    include: [process.env.PETS_CASES ?? "*.case.ts"],
    // A process for each file would load the contract in each.
    isolate: false,
    maxWorkers: 1,
    reporters: [
      "default",
      new ContractCoverageReporter({
        document: join(folder, "openapi.yaml"),
        file: process.env.PETS_EXCHANGES ?? "",
        color: false,
        ...(process.env.PETS_FLOOR === undefined ? {} : { floor: process.env.PETS_FLOOR }),
      }),
    ],
  },
});
