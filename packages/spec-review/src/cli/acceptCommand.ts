import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { writeDecision } from "../decisions/writeDecision.ts";
import { createGit } from "../git/createGit.ts";
import { EXIT_CODES } from "./exitCodes.ts";
import type { Io } from "./Io.ts";
import { makeReview, type ReviewArguments } from "./makeReview.ts";
import { UsageError } from "./UsageError.ts";

/** The options of a decision. */
export interface AcceptOptions extends ReviewArguments {
  readonly fingerprint: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly replacement?: string;
}

const DEFAULT_SPAN_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Writes a decision beside the document.
 * @throws {UsageError} when no finding has the fingerprint, or an option is missing
 */
export async function acceptCommand(io: Io, options: AcceptOptions): Promise<number> {
  const { fingerprint, reason, replacement } = options;
  const { review, decisionsFile } = await makeReview(io, options);
  const finding = review.findings.find((candidate) => candidate.fingerprint === fingerprint);
  if (!finding) {
    const known = review.findings.filter(({ severity }) => severity === "breaking");
    const list = known.map(({ fingerprint: other, title }) => `  ${other}  ${title}`).join("\n");
    throw new UsageError(`No finding has the fingerprint ${fingerprint}. Breaking are:\n${list || "  none"}`);
  }
  if (decisionsFile === undefined)
    throw new UsageError("The new document is no file here; say with --decisions where to write.");
  const path = resolve(io.cwd, decisionsFile);
  const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const expires = options.expires ?? inDays(io.today(), DEFAULT_SPAN_DAYS);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(expires))
    throw new UsageError(`--expires ${expires} is no day; write it as 2027-12-31.`);
  const decision = {
    fingerprint,
    rule: finding.id,
    change: finding.title,
    reason,
    owner: ownerOf(io, options),
    expires,
    replacement,
  };
  writeFileSync(path, writeDecision(text, decision));
  io.out(
    `Decided until ${expires}: ${finding.title}\nWritten to ${decisionsFile}; commit it with the change.\n`,
  );
  return EXIT_CODES.pass;
}

function ownerOf({ cwd }: Io, { owner }: AcceptOptions): string {
  const known = owner ?? createGit(cwd).setting("user.email");
  if (known === undefined)
    throw new UsageError("Say with --owner who answers for the decision; git knows no user.email here.");
  return known;
}

function inDays(today: string, days: number): string {
  return new Date(Date.parse(today) + days * DAY_MS).toISOString().slice(0, 10);
}
