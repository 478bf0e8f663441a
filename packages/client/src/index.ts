export { createGatehouseClient } from "./createGatehouseClient.ts";
export type { GatehouseTransportErrorCode } from "./errors/GatehouseTransportError.ts";
export { GatehouseTransportError } from "./errors/GatehouseTransportError.ts";
export { InvalidBaseUrlError } from "./errors/InvalidBaseUrlError.ts";
export type { CallOptions, Credentials, GatehouseClient, GatehouseClientOptions } from "./GatehouseClient.ts";
export type {
  BusyFailure,
  CodedFailure,
  Failure,
  FailureFacts,
  SessionFailure,
  SignInFailure,
  SignOutFailure,
} from "./results/Failure.ts";
export type { Result } from "./results/Result.ts";
export type { TokenListener } from "./transport/createTokenHolder.ts";
export type { Fetch, FetchAnswer, FetchInit } from "./transport/Fetch.ts";
