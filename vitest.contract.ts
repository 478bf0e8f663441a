// Vite bundles its configuration without our export condition, so the door is entered by its source file here.
import { ContractCoverageReporter } from "./packages/contract/src/vitest.ts";

/** A reporter that shows what the tests reach of our document, and fails a whole run that leaves anything out. */
export function createContractReporter(exchangesFile: string): ContractCoverageReporter {
  return new ContractCoverageReporter({
    document: new URL("./spec/openapi.yaml", import.meta.url),
    file: exchangesFile,
    floor: new URL("./apps/server/test/contractCoverage.json", import.meta.url),
  });
}
