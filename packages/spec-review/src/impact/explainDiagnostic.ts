import { posix } from "node:path";
import type { Finding } from "../review/Finding.ts";
import { type FindingWords, findingWords, holdsWord } from "./findingWords.ts";
import type { Diagnostic } from "./parseDiagnostics.ts";

/** A compile error and the code that it is about. */
export interface Failure {
  readonly diagnostic: Diagnostic;
  /** The line of it, and for a directive the statement that it stands over. */
  readonly code: string;
  /** The lines around. */
  readonly around: string;
}

/** How closely words tie a finding to an error. */
export interface Tie {
  readonly finding: Finding;
  /** By what changed: a member, a value, a status; 0 where the error does not speak of it. */
  readonly subject: number;
  /** By the operation or the structure that it belongs to. */
  readonly context: number;
}

/** Ties an error to each finding by the names that both speak of. */
export function tiesOf(failure: Failure, findings: readonly Finding[]): Tie[] {
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
