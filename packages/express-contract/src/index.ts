export { BodyMissingError } from "./errors/BodyMissingError.ts";
export { BodyTooLargeError } from "./errors/BodyTooLargeError.ts";
export { ContractBindingError } from "./errors/ContractBindingError.ts";
export { ForbiddenError } from "./errors/ForbiddenError.ts";
export { InternalError } from "./errors/InternalError.ts";
export { InvalidRequestError } from "./errors/InvalidRequestError.ts";
export { MalformedBodyError } from "./errors/MalformedBodyError.ts";
export { MalformedPathError } from "./errors/MalformedPathError.ts";
export { MethodNotAllowedError } from "./errors/MethodNotAllowedError.ts";
export type { RefusalDetail } from "./errors/RefusalDetail.ts";
export { RepeatedHeaderError } from "./errors/RepeatedHeaderError.ts";
export type { FailureCode, Refusal, RequestFailure } from "./errors/RequestFailure.ts";
export { RequestRefusedError } from "./errors/RequestRefusedError.ts";
export { ResponseViolationError } from "./errors/ResponseViolationError.ts";
export { UnauthenticatedError } from "./errors/UnauthenticatedError.ts";
export { UnknownPathError } from "./errors/UnknownPathError.ts";
export { UnsupportedMediaTypeError } from "./errors/UnsupportedMediaTypeError.ts";
export { createResponseGuard } from "./guard/createResponseGuard.ts";
export { UNROUTED } from "./guard/createUnroutedOperation.ts";
export type { Finding } from "./guard/Finding.ts";
export type { GuardMode } from "./guard/GuardMode.ts";
export type { AnswerViolation, GuardStatistics, ResponseGuard } from "./guard/ResponseGuard.ts";
export type { ResponseGuardOptions } from "./guard/ResponseGuardOptions.ts";
export type { Answer, HeaderValue } from "./response/Answer.ts";
export type { ContractRouter } from "./router/ContractRouter.ts";
export type { ContractRouterOptions, FailedRequest } from "./router/ContractRouterOptions.ts";
export { createContractRouter } from "./router/createContractRouter.ts";
export { type MessageClasses, messageClassesOf } from "./router/messageClassesOf.ts";
export { forbidden } from "./security/forbidden.ts";
export { Refused, type RefusedFacts } from "./security/Refused.ts";
export { unauthenticated } from "./security/unauthenticated.ts";
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
