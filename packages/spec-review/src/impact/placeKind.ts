import { posix } from "node:path";
import { isNamedAfter } from "./explainDiagnostic.ts";
import { CODE_KINDS, type ImpactConfig } from "./ImpactConfig.ts";
import type { ImpactPlace } from "./ImpactReport.ts";

/** Whether a path (with slashes) matches one of the globs. */
export function matchesAny(file: string, globs: readonly string[]): boolean {
  return globs.some((glob) => posix.matchesGlob(file, glob));
}

/** A place in code. */
export interface CodePlace {
  readonly file: string;
  /** The line and what stands around it. */
  readonly around: string;
  /** The operations of both documents. */
  readonly operationIds: readonly string[];
}

const TEST = /(?:^|\/)(?:tests?|__tests__|e2e)\/|\.(?:test|spec|test-d)\.[cm]?[jt]sx?$/;
const HANDLERS = /(?:^|\/)(?:operations|handlers|controllers|routes)\//;
const CLIENTS = /(?:^|\/)(?:clients?|sdk)\//;
/** A call as openapi-fetch and its kin have it. */
const CALL =
  /\.(?:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|TRACE|get|put|post|delete|patch|request)\(\s*["'`]\//;

/** What the reader calls a place in code. */
export function placeKind(
  { file, around, operationIds }: CodePlace,
  { places = {} }: ImpactConfig,
): ImpactPlace["kind"] {
  const configured = CODE_KINDS.find((kind) => matchesAny(file, places[kind] ?? []));
  if (configured) return configured;
  if (TEST.test(file)) return "test";
  const isOperation = operationIds.some((id) => isNamedAfter(file, id));
  if (isOperation || HANDLERS.test(`${posix.dirname(file)}/`)) return "handler";
  return CLIENTS.test(file) || CALL.test(around) ? "client" : "code";
}
