export type { RequestViolation } from "@gatehouse/contract";
export {
  BodyAlreadyReadError,
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
  MiddlewareRejectionError,
  type Rejection,
  RepeatedHeaderError,
  type RequestFailure,
  RequestRejectedError,
  ResponseViolationError,
  UnauthenticatedError,
  UnknownPathError,
  UnsupportedMediaTypeError,
  UploadSpaceError,
} from "./errors.ts";
export { createResponseGuard } from "./guard/createResponseGuard.ts";
export { UNROUTED } from "./guard/createUnroutedOperation.ts";
export type {
  Finding,
  GuardMode,
  GuardStatistics,
  ResponseGuard,
  ResponseGuardOptions,
  ViolationResponder,
} from "./guard/ResponseGuard.ts";
export type { ExpressRequest } from "./request/createOperationFinder.ts";
export type {
  Accept,
  ObservedRequest,
  RangeRequest,
  RequestExtras,
} from "./request/createRequestValidator.ts";
export type { UploadOptions } from "./request/UploadStore.ts";
export {
  type ByteRange,
  contentDisposition,
  type Download,
  type DownloadHeaders,
  type DownloadOptions,
  openDownload,
  parseByteRange,
} from "./response/openDownload.ts";
export {
  type EventStreamOptions,
  type ServerSentEvent,
  serverSentEvents,
} from "./response/serverSentEvents.ts";
export type { BodyStream, HeaderValue, HeaderValues, ResponseData } from "./response/writeResponse.ts";
export type { ContractRouter, ContractRouterOptions, FailedRequest } from "./router/ContractRouter.ts";
export {
  createContractRouter,
  createHeaderGuard,
  type MessageClasses,
  messageClassesOf,
} from "./router/createContractRouter.ts";
export {
  CredentialRejection,
  type CredentialRejectionFacts,
  forbidden,
  unauthenticated,
} from "./security/credentialRejection.ts";
export type { Binding, OperationId, SchemeName } from "./types/Binding.ts";
export type { CredentialsOf } from "./types/CredentialsOf.ts";
export { createOperationDefiner, type OperationDefiner } from "./types/createOperationDefiner.ts";
export type { ErrorMediaType, ErrorResponse } from "./types/ErrorResponse.ts";
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
