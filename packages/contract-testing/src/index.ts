export type { CellCoverage } from "./coverage/CellCoverage.ts";
export type { CoverageCell, CoverageKind } from "./coverage/CoverageCell.ts";
export {
  type CoverageOptions,
  type CoverageReport,
  coverage,
} from "./coverage/coverage.ts";
export { coverageCells } from "./coverage/coverageCells.ts";
export type { CoverageFloor, LoweredCell } from "./coverage/coverageFloor.ts";
export { describeExchange } from "./coverage/describeExchange.ts";
export type { ExchangedRequest } from "./coverage/ExchangedRequest.ts";
export { type ExchangeFile, type ExchangeFileOptions, openExchangeFile } from "./coverage/exchangeFile.ts";
export type { RecordedExchange } from "./coverage/RecordedExchange.ts";
export type { Waiver, WaiverProblem } from "./coverage/readWaivers.ts";
export { type RenderCoverageOptions, renderCoverage } from "./coverage/renderCoverage.ts";
export { type CompareOptions, compareExample, type ExampleDifference } from "./examples/compareExample.ts";
export {
  type ExampleExchange,
  type ExamplePairs,
  exampleExchanges,
  type UnpairedExample,
} from "./examples/exampleExchanges.ts";
export { exampleWildcards } from "./examples/exampleWildcards.ts";
export { ContractViolationError } from "./testing/ContractViolationError.ts";
export { type ContractFetchOptions, createContractFetch } from "./testing/createContractFetch.ts";
export type { WatchOptions } from "./testing/WatchOptions.ts";
