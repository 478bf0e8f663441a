// biome-ignore-all lint/performance/noBarrelFile: this is an entry point of the package, like index.ts.

export type {
  CheckOptions,
  CheckWaiver,
  Credentials,
  Progress,
  Send,
  TlsTrust,
} from "./check/CheckOptions.ts";
export type {
  AspectCount,
  CheckReport,
  CheckRequest,
  CheckResponse,
  Finding,
  OperationReport,
  ResponseExcerpt,
  StopReason,
} from "./check/CheckReport.ts";
export { ASPECTS, type Aspect, CHECKS, type CheckName } from "./check/CheckReport.ts";
export { checkServer } from "./check/checkServer.ts";
export { InvalidCheckOptionsError, ServerUnreachableError, SignInFailedError } from "./check/errors.ts";
export { type ReadCredentials, readCredentials } from "./check/readCredentials.ts";
export type { Clock } from "./check/systemClock.ts";
export { sampleValues } from "./check/values/valueSourceOf.ts";
export { type ReportFormat, renderReport } from "./cli/report/renderReport.ts";
export { renderSummary, type SummaryOptions } from "./cli/report/renderSummary.ts";
