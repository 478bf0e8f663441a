import { ContractCoverageReporter } from "./packages/contract-testing/src/vitest.ts";

/**
 * A reporter that shows what the tests reach of our document, and fails a whole run that leaves anything out. A
 * configuration names it by its path: vitest then loads it with our export condition, which it does not know while it
 * reads its configuration.
 */
export default class extends ContractCoverageReporter {
  constructor({ file }: { readonly file: string }) {
    super({
      document: new URL("./spec/openapi.yaml", import.meta.url),
      file,
      floor: new URL("./apps/server/test/contractCoverage.json", import.meta.url),
    });
  }
}
