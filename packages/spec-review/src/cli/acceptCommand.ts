import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isDay } from "@gatehouse/contract";
import { fingerprintsOf } from "../decisions/applyDecisions.ts";
import { readDecisions, writeDecision } from "../decisions/readDecisions.ts";
import type { Finding } from "../findings/Finding.ts";
import { createGit } from "../git/createGit.ts";
import type { Review } from "../review/Review.ts";
import { legible } from "../rules/words.ts";
import { EXIT_CODES, type Io, UsageError } from "./Io.ts";
import { makeReview, type ReviewArguments } from "./makeReview.ts";
import { writeFileAtomically } from "./writeFileAtomically.ts";

/** The options of a decision. */
interface AcceptOptions extends ReviewArguments {
  /** One or more, separated by commas; with `all` or `rule` they are not needed. */
  readonly fingerprint?: string | undefined;
  /** Everything that needs a decision. */
  readonly all?: boolean;
  /** Everything that needs a decision and was found by one of these rules, separated by commas. */
  readonly rule?: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly replacement?: string;
}

/** Twelve digits, and a number where several changes are the same in all that lasts. */
const FINGERPRINT = /^[0-9a-f]{12}(?:-\d+)?$/;
const DEFAULT_SPAN_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Writes decisions beside the documents, all of them or none.
 * @throws {UsageError} when no finding has a fingerprint, an option is missing, or a file has problems
 */
export async function acceptCommand(io: Io, given: AcceptOptions): Promise<number> {
  const options = withSidesOnly(given);
  const { review, parts } = await makeReview(io, options);
  const wanted = new Set(wantedOf(review, options));
  const decision = decisionOptionsOf(io, options);
  const written = [...Map.groupBy(parts, ({ decisionsFile }) => decisionsFile)].flatMap(([file, members]) => {
    const findings = members.flatMap(({ review: { findings: all } }) =>
      all.filter((one) => wanted.has(one.fingerprint)),
    );
    return findings.length === 0 ? [] : [decide(io, { file, findings, decision })];
  });
  for (const { path, text } of written) writeFileAtomically(path, text);
  const files = written.map(({ file }) => file).join(", ");
  const decided = written.flatMap(({ findings }) => findings);
  const lines = decided.map(({ title }) => `Decided until ${decision.expires}: ${legible(title)}\n`);
  io.out(`${lines.join("")}Written to ${files}; commit it with the change.\n`);
  return EXIT_CODES.pass;
}

/** With `--all` or `--rule` the first argument is the first side, not a fingerprint. */
function withSidesOnly(options: AcceptOptions): AcceptOptions {
  const { fingerprint, base, all, rule } = options;
  if (all !== true && rule === undefined) {
    const strange = (fingerprint ?? "").split(",").find((one) => !FINGERPRINT.test(one.trim()));
    if (strange === undefined) return options;
    const what = strange.trim() === "" ? "Nothing" : strange.trim();
    throw new UsageError(`${what} is not a fingerprint; give one, --all, or --rule <id>.`);
  }
  return { ...options, fingerprint: undefined, base: fingerprint, head: base };
}

/** The fingerprints of what is decided on. */
function wantedOf(review: Review, { fingerprint, all, rule }: AcceptOptions): string[] {
  if (all === true || rule !== undefined) {
    const rules = rule?.split(",").map((id) => id.trim());
    const open = review.findings.filter(({ blocks, id }) => blocks && (rules?.includes(id) ?? true));
    if (open.length > 0) return open.map((finding) => finding.fingerprint);
    throw new UsageError(
      rule === undefined ? "Nothing needs a decision." : `No finding of ${rule} needs a decision.`,
    );
  }
  return (fingerprint ?? "").split(",").map((one) => findingOf(review, one.trim()).fingerprint);
}

interface Task {
  readonly file: string | undefined;
  readonly findings: readonly Finding[];
  readonly decision: ReturnType<typeof decisionOptionsOf>;
}

function decide(io: Io, { file, findings, decision }: Task) {
  if (file === undefined)
    throw new UsageError("The new document is not a file here; give the decisions file with --decisions.");
  const path = resolve(io.cwd, file);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  assertInOrder(file, before);
  const text = findings.reduce<string | undefined>(
    (written, { fingerprint, id: rule, title: change }) =>
      writeDecision(written, { fingerprint, rule, change, ...decision }),
    before,
  );
  return { file, path, findings, text: text ?? "" };
}

function decisionOptionsOf(io: Io, options: AcceptOptions) {
  const reason = options.reason.trim();
  if (reason === "") throw new UsageError("Give the reason of the change with --reason.");
  const { replacement } = options;
  return { reason, owner: ownerOf(io, options), expires: expiryOf(io, options), replacement };
}

function findingOf(review: Review, fingerprint: string): Finding {
  const finding = review.findings.find((candidate) => fingerprintsOf(candidate).includes(fingerprint));
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
  throw new UsageError(`${file} has problems; correct them first:\n${list.join("\n")}`);
}

function expiryOf(io: Io, options: AcceptOptions): string {
  const today = io.today();
  const expires = options.expires ?? inDays(today, DEFAULT_SPAN_DAYS);
  if (!isDay(expires)) throw new UsageError(`--expires ${expires} is not a date; write it as 2027-12-31.`);
  if (expires < today) throw new UsageError(`--expires ${expires} is in the past; today is ${today}.`);
  return expires;
}

function ownerOf({ cwd }: Io, { owner }: AcceptOptions): string {
  const known = owner?.trim() || createGit(cwd).setting("user.email");
  if (known === undefined)
    throw new UsageError("Give the owner of the decision with --owner; git has no user.email here.");
  return known;
}

function inDays(today: string, days: number): string {
  return new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
}
