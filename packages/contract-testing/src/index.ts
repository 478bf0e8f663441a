export type { CellCoverage, CoverageFloor, LoweredCell } from "./coverage/coverage.ts";
export {
  type CoverageOptions,
  type CoverageReport,
  coverage,
} from "./coverage/coverage.ts";
export type { CoverageCell, CoverageKind } from "./coverage/coverageCells.ts";
export { coverageCells } from "./coverage/coverageCells.ts";
export type { ExchangedRequest, RecordedExchange } from "./coverage/describeExchange.ts";
export { describeExchange } from "./coverage/describeExchange.ts";
export { type ExchangeFile, type ExchangeFileOptions, openExchangeFile } from "./coverage/exchangeFile.ts";
export { type RenderCoverageOptions, renderCoverage } from "./coverage/renderCoverage.ts";
export {
  type CompareOptions,
  compareExample,
  type ExampleDifference,
  exampleWildcards,
} from "./examples/compareExample.ts";
export {
  type ExampleExchange,
  type ExamplePairs,
  exampleExchanges,
  type UnpairedExample,
} from "./examples/exampleExchanges.ts";
export type { WatchOptions } from "./testing/checkExchange.ts";
export { ContractViolationError } from "./testing/checkExchange.ts";
export { type ContractFetchOptions, createContractFetch } from "./testing/createContractFetch.ts";
export type { Waiver, WaiverProblem } from "./waivers/readWaivers.ts";
