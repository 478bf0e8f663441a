import { posix } from "node:path";
import type { Finding, ImpactLocation } from "../findings/Finding.ts";
import { type FindingWords, findingWords, holdsWord } from "./findingWords.ts";
import { CODE_KINDS, type ImpactConfig } from "./ImpactConfig.ts";
import type { Diagnostic } from "./parseDiagnostics.ts";

/** A compile error and its code. */
export interface Failure {
  readonly diagnostic: Diagnostic;
  /** The line of the error, and for a directive the statement below it. */
  readonly code: string;
  /** The line and its neighbours. */
  readonly around: string;
}

/** How closely names tie a finding to an error. */
interface Tie {
  readonly finding: Finding;
  /** By what changed: a member, a value, a status; 0 if the error does not mention it. */
  readonly subject: number;
  /** By the operation or the structure that it belongs to. */
  readonly context: number;
}

/** A location in code. */
interface CodeLocation {
  readonly file: string;
  /** The line and its neighbours. */
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

/** Ties an error to each finding by the names that both mention. */
function tiesOf(failure: Failure, findings: readonly Finding[]): Tie[] {
  return findings.map((finding) => {
    const words = findingWords(finding);
    return { finding, subject: subjectTie(failure, words), context: contextTie(failure, words) };
  });
}

/** The findings that explain an error which one of these is known to cause: the most closely tied, or all. */
export function explainAmong(failure: Failure, causes: readonly Finding[]): Finding[] {
  const ties = tiesOf(failure, causes);
  const named = closest(ties.filter(({ subject }) => subject > 0));
  if (named.length > 0) return named;
  const inContext = closest(ties.filter(({ context }) => context > 0));
  return inContext.length > 0 ? inContext : [...causes];
}

/** The findings that explain an error by words alone: they must name what changed and where it belongs. */
export function explainByWords(failure: Failure, findings: readonly Finding[]): Finding[] {
  return closest(tiesOf(failure, findings).filter(({ subject, context }) => subject > 0 && context > 0));
}

function closest(ties: readonly Tie[]): Finding[] {
  const weight = ({ subject, context }: Tie) => subject * 10 + context;
  const most = Math.max(...ties.map(weight));
  return ties.filter((tie) => weight(tie) === most).map(({ finding }) => finding);
}

/** The last line of a message is the reason itself; lines before it print whole types, with names of all kinds. */
function subjectTie({ diagnostic, code }: Failure, { about }: FindingWords): number {
  const { message } = diagnostic;
  const reason = message.split("\n").at(-1) ?? "";
  const isQuoted = (word: string) =>
    [`'${word}'`, `'"${word}"'`, `"${word}"`].some((text) => reason.includes(text));
  if (about.some(isQuoted)) return 3;
  if (about.some((word) => holdsWord(code, word))) return 2;
  return about.some((word) => holdsWord(message, word)) ? 1 : 0;
}

function contextTie({ diagnostic, around }: Failure, words: FindingWords): number {
  const { file, message } = diagnostic;
  const { operationIds, structures, paths } = words;
  const quotedId = (id: string) => message.includes(`"${id}"`) || message.includes(`'${id}'`);
  if (operationIds.some((id) => quotedId(id) || isNamedAfter(file, id))) return 2;
  const names = [...operationIds, ...structures];
  if (names.some((name) => holdsWord(message, name) || holdsWord(around, name))) return 1;
  const isCalled = (path: string) => around.includes(`"${path}"`) || message.includes(`"${path}"`);
  return paths.some(isCalled) ? 1 : 0;
}

/** `end-all-sessions.handler.ts` is named after `endAllSessions`. */
export function isNamedAfter(file: string, operationId: string): boolean {
  const plain = (text: string) => text.replaceAll(/[-_]/g, "").toLowerCase();
  const [name = ""] = posix.basename(file).split(".");
  return plain(name) === plain(operationId);
}

/** Whether a path (with slashes) matches one of the globs. */
export function matchesAny(file: string, globs: readonly string[]): boolean {
  return globs.some((glob) => posix.matchesGlob(file, glob));
}

/** The kind of a location in code. */
export function kindOf(
  { file, around, operationIds }: CodeLocation,
  { places = {} }: ImpactConfig,
): ImpactLocation["kind"] {
  const configured = CODE_KINDS.find((kind) => matchesAny(file, places[kind] ?? []));
  if (configured) return configured;
  if (TEST.test(file)) return "test";
  const isOperation = operationIds.some((id) => isNamedAfter(file, id));
  if (isOperation || HANDLERS.test(`${posix.dirname(file)}/`)) return "handler";
  return CLIENTS.test(file) || CALL.test(around) ? "client" : "code";
}
