export type {
  Contract,
  Example,
  HttpMethod,
  JsonObject,
  JsonValue,
  Link,
  Located,
  MediaType,
  Operation,
  OperationMatch,
  Parameter,
  ParameterLocation,
  RequestBody,
  ResolvedValue,
  ResponseContract,
  ResponseHeader,
  SecurityAlternative,
  SecurityRequirement,
  SecurityScheme,
  SourceLocation,
} from "./Contract.ts";
export { HTTP_METHODS } from "./Contract.ts";
export { ContractError } from "./ContractError.ts";
export type { ContractProblem, ContractProblemRule } from "./ContractProblem.ts";
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
export { type DeprecationHeaders, deprecationHeaders } from "./deprecationHeaders.ts";
export type {
  Difference,
  DifferenceFacts,
  DifferenceKind,
  EnvelopeDifferenceKind,
  HeaderDifferenceKind,
  PropertyDifferenceKind,
  ValueDifferenceKind,
} from "./diff/Difference.ts";
export { describeActual } from "./diff/describeActual.ts";
export { differenceFingerprint } from "./diff/differenceFingerprint.ts";
export { type DiffOptions, diffResponse } from "./diff/diffResponse.ts";
export type { ResponseFacts } from "./diff/ResponseFacts.ts";
export { type RenderOptions, renderDifferences } from "./diff/renderDifferences.ts";
export { TRANSPORT_HEADERS } from "./diff/transportHeaders.ts";
export { type CompareOptions, compareExample, type ExampleDifference } from "./examples/compareExample.ts";
export {
  type ExampleExchange,
  type ExamplePairs,
  exampleExchanges,
  type UnpairedExample,
} from "./examples/exampleExchanges.ts";
export { exampleWildcards } from "./examples/exampleWildcards.ts";
export { loadContract } from "./loadContract.ts";
export { type LoadedDocument, loadDocument } from "./loadDocument.ts";
export { nearestName } from "./nearestName.ts";
export { compileRequestChecks, type RequestCheckOptions } from "./request/compileRequestChecks.ts";
export type { Acceptance, AcceptedValues, RequestChecks, RequestFacts } from "./request/RequestChecks.ts";
export { securityTypes } from "./securityTypes.ts";
export { ContractViolationError } from "./testing/ContractViolationError.ts";
export { type ContractFetchOptions, createContractFetch } from "./testing/createContractFetch.ts";
export type { WatchOptions } from "./testing/WatchOptions.ts";
