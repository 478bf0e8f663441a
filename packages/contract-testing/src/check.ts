// biome-ignore-all lint/performance/noBarrelFile: this is a door of the package, like index.ts.
export { ASPECTS, type Aspect } from "./check/Aspect.ts";
export { CHECKS, type CheckName } from "./check/CheckName.ts";
export type { CheckOptions, Credentials, Progress, Send, TlsTrust } from "./check/CheckOptions.ts";
export type { AspectCount, CheckReport, OperationReport, StopReason } from "./check/CheckReport.ts";
export type { CheckRequest } from "./check/CheckRequest.ts";
export type { CheckResponse } from "./check/CheckResponse.ts";
export type { CheckWaiver } from "./check/CheckWaiver.ts";
export type { Clock } from "./check/Clock.ts";
export { checkServer } from "./check/checkServer.ts";
export type { AnswerExcerpt, Finding } from "./check/Finding.ts";
export { InvalidCheckOptionsError } from "./check/InvalidCheckOptionsError.ts";
export { type ReadCredentials, readCredentials } from "./check/readCredentials.ts";
export { ServerUnreachableError } from "./check/ServerUnreachableError.ts";
export { SignInFailedError } from "./check/SignInFailedError.ts";
export { type ReportFormat, renderReport } from "./cli/report/renderReport.ts";
export { renderSummary, type SummaryOptions } from "./cli/report/renderSummary.ts";
