export {
  BodyMissingError,
  BodyTooLargeError,
  ContractBindingError,
  type FailureCode,
  ForbiddenError,
  InternalError,
  InvalidRequestError,
  MalformedBodyError,
  MalformedPathError,
  MethodNotAllowedError,
  type Rejection,
  RepeatedHeaderError,
  type RequestFailure,
  RequestRejectedError,
  type RequestViolation,
  ResponseViolationError,
  UnauthenticatedError,
  UnknownPathError,
  UnsupportedMediaTypeError,
} from "./errors.ts";
export { createResponseGuard } from "./guard/createResponseGuard.ts";
export { UNROUTED } from "./guard/createUnroutedOperation.ts";
export type { Finding } from "./guard/Finding.ts";
export type { GuardMode } from "./guard/GuardMode.ts";
export type { GuardStatistics, ResponseGuard, ViolationResponder } from "./guard/ResponseGuard.ts";
export type { ResponseGuardOptions } from "./guard/ResponseGuardOptions.ts";
export type { HeaderValue, ResponseData } from "./response/ResponseData.ts";
export type { ContractRouter } from "./router/ContractRouter.ts";
export type { ContractRouterOptions, FailedRequest } from "./router/ContractRouterOptions.ts";
export { createContractRouter } from "./router/createContractRouter.ts";
export { createHeaderGuard } from "./router/createHeaderGuard.ts";
export { type MessageClasses, messageClassesOf } from "./router/messageClassesOf.ts";
export {
  CredentialRejection,
  type CredentialRejectionFacts,
  forbidden,
  unauthenticated,
} from "./security/credentialRejection.ts";
export type { Binding, OperationId, SchemeName } from "./types/Binding.ts";
export type { CredentialsOf } from "./types/CredentialsOf.ts";
export { createOperationDefiner, type OperationDefiner } from "./types/createOperationDefiner.ts";
export type { OperationHandler } from "./types/OperationHandler.ts";
export type { OperationRequest, ParametersIn } from "./types/OperationRequest.ts";
export type { OperationResponse } from "./types/OperationResponse.ts";
export type { OperationTable } from "./types/OperationTable.ts";
export type {
  BasicCredential,
  PresentedCredential,
  SecurityHandler,
  SecurityHandlers,
  SecurityRequest,
} from "./types/SecurityHandlers.ts";
export type { UploadedFile } from "./types/UploadedFile.ts";
