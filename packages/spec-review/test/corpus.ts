import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { openDocument } from "../src/document/openDocument.ts";
import { compareDocuments } from "../src/review/compareDocuments.ts";
import type { Severity } from "../src/rules/Severity.ts";

/** What people say about a pair: its gravest change, or `none` where nothing changed that matters. */
export type PairVerdict = Severity | "none";

/** What a pair of the corpus is expected to give. */
export interface Expectation {
  readonly why: string;
  readonly verdict: PairVerdict;
  readonly findings: readonly { readonly id: string; readonly severity: Severity }[];
}

/** A pair of the corpus and what came out. */
export interface CorpusResult {
  readonly name: string;
  readonly expected: Expectation;
  readonly verdict: PairVerdict;
  readonly findings: readonly {
    readonly id: string;
    readonly severity: Severity;
    readonly witnessed: boolean;
  }[];
}

const FOLDER = new URL("../corpus/", import.meta.url);

/** The names of all pairs. */
export function corpusNames(): string[] {
  return readdirSync(FOLDER).toSorted();
}

/** Reviews one pair of the corpus. */
export async function reviewPair(name: string): Promise<CorpusResult> {
  const open = (file: string) =>
    openDocument({ source: new URL(`${name}/${file}`, FOLDER), name: `${name}/${file}` });
  const documents = { base: await open("base.yaml"), head: await open("head.yaml") };
  const findings = compareDocuments({ documents, hasPassed: (date) => date < "2026-01-01" });
  const expected: Expectation = parse(readFileSync(new URL(`${name}/expect.yaml`, FOLDER), "utf8"));
  return {
    name,
    expected,
    verdict: findings[0]?.severity ?? "none",
    findings: findings.map(({ id, severity, witness }) => ({
      id,
      severity,
      witnessed: witness !== undefined,
    })),
  };
}
