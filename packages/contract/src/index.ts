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
export { loadContract } from "./loadContract.ts";
export { nearestName } from "./nearestName.ts";
export { securityTypes } from "./securityTypes.ts";
