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
export { loadContract } from "./loadContract.ts";
export { type LoadedDocument, loadDocument } from "./loadDocument.ts";
export { nearestName } from "./nearestName.ts";
export { compileRequestChecks, type RequestCheckOptions } from "./request/compileRequestChecks.ts";
export type { Acceptance, AcceptedValues, RequestChecks, RequestFacts } from "./request/RequestChecks.ts";
export { securityTypes } from "./securityTypes.ts";
