// biome-ignore-all lint/performance/noBarrelFile: this is an entry point of the package, like index.ts.
import type { Operation } from "@gatehouse/contract";

export {
  type ContractCoverageOptions,
  ContractCoverageReporter,
} from "./testing/ContractCoverageReporter.ts";
export { contractMatchers, type MatcherResult } from "./testing/contractMatchers.ts";

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Passes when a response conforms to an operation of the document; `await` it for responses of `fetch`. */
    toMatchContract(operation: Operation | undefined): T extends Response ? Promise<void> : R;
  }
}
