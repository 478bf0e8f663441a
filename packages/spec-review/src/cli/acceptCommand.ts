import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isDay } from "../decisions/isDay.ts";
import { readDecisions } from "../decisions/readDecisions.ts";
import { writeDecision } from "../decisions/writeDecision.ts";
import { createGit } from "../git/createGit.ts";
import type { Finding } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { legible } from "../rules/legible.ts";
import { EXIT_CODES } from "./exitCodes.ts";
import type { Io } from "./Io.ts";
import { makeReview, type ReviewArguments } from "./makeReview.ts";
import { UsageError } from "./UsageError.ts";
import { writeFileAtomically } from "./writeFileAtomically.ts";

/** The options of a decision. */
export interface AcceptOptions extends ReviewArguments {
  /** One or more, separated by commas. */
  readonly fingerprint: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly replacement?: string;
}

const DEFAULT_SPAN_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Writes decisions beside the document, all of them or none.
 * @throws {UsageError} when no finding has a fingerprint, an option is missing, or the file is not in order
 */
export async function acceptCommand(io: Io, options: AcceptOptions): Promise<number> {
  const { review, decisionsFile } = await makeReview(io, options);
  const wanted = options.fingerprint.split(",").map((fingerprint) => findingOf(review, fingerprint.trim()));
  if (decisionsFile === undefined)
    throw new UsageError("The new document is no file here; say with --decisions where to write.");
  const path = resolve(io.cwd, decisionsFile);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  assertInOrder(decisionsFile, before);
  const said = saidOf(io, options);
  const after = wanted.reduce<string | undefined>(
    (text, { fingerprint, id: rule, title: change }) =>
      writeDecision(text, { fingerprint, rule, change, ...said }),
    before,
  );
  if (after !== undefined) writeFileAtomically(path, after);
  const lines = wanted.map(({ title }) => `Decided until ${said.expires}: ${legible(title)}\n`);
  io.out(`${lines.join("")}Written to ${decisionsFile}; commit it with the change.\n`);
  return EXIT_CODES.pass;
}

function saidOf(io: Io, options: AcceptOptions) {
  const reason = options.reason.trim();
  if (reason === "") throw new UsageError("Say with --reason why the change is made.");
  const { replacement } = options;
  return { reason, owner: ownerOf(io, options), expires: expiryOf(io, options), replacement };
}

function findingOf(review: Review, fingerprint: string): Finding {
  const finding = review.findings.find((candidate) =>
    [candidate.fingerprint, ...candidate.formerFingerprints].includes(fingerprint),
  );
  if (!finding) throw new UsageError(unknownFingerprint(review, fingerprint));
  return finding;
}

function unknownFingerprint({ findings }: Review, fingerprint: string): string {
  const open = findings.filter(({ blocks }) => blocks);
  const list = open.map(({ fingerprint: other, title }) => `  ${other}  ${legible(title)}`);
  const known = list.length > 0 ? `These need a decision:\n${list.join("\n")}` : "Nothing needs a decision.";
  return `No finding has the fingerprint ${fingerprint}. ${known}`;
}

/** What cannot be read cannot be kept when it is written anew. */
function assertInOrder(file: string, text: string | undefined): void {
  const problems = text === undefined ? [] : readDecisions(file, text).problems;
  if (problems.length === 0) return;
  const list = problems.map(({ line, message }) => `  ${file}:${line} ${message}`);
  throw new UsageError(`${file} is not in order; mend it first:\n${list.join("\n")}`);
}

function expiryOf(io: Io, options: AcceptOptions): string {
  const today = io.today();
  const expires = options.expires ?? inDays(today, DEFAULT_SPAN_DAYS);
  if (!isDay(expires)) throw new UsageError(`--expires ${expires} is no day; write it as 2027-12-31.`);
  if (expires < today) throw new UsageError(`--expires ${expires} is in the past; today is ${today}.`);
  return expires;
}

function ownerOf({ cwd }: Io, { owner }: AcceptOptions): string {
  const known = owner?.trim() || createGit(cwd).setting("user.email");
  if (known === undefined)
    throw new UsageError("Say with --owner who answers for the decision; git knows no user.email here.");
  return known;
}

function inDays(today: string, days: number): string {
  return new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
}
