export type {
  CallOptions,
  Credentials,
  GatehouseClient,
  GatehouseClientOptions,
} from "./createGatehouseClient.ts";
export { createGatehouseClient } from "./createGatehouseClient.ts";
export { GatehouseTransportError, type GatehouseTransportErrorCode, InvalidBaseUrlError } from "./errors.ts";
export type {
  BusyFailure,
  CodedFailure,
  Failure,
  FailureFacts,
  Result,
  SessionFailure,
  SignInFailure,
  SignOutFailure,
} from "./failures.ts";
export type { Fetch, FetchInit, FetchResponse, TokenListener } from "./transport.ts";
