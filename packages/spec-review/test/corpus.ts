import { readdirSync, readFileSync } from "node:fs";
import type { JsonObject } from "@gatehouse/contract";
import { parse } from "yaml";
import { openDocument, type ReviewedDocument } from "../src/document/openDocument.ts";
import type { Finding } from "../src/findings/Finding.ts";
import { compareDocuments } from "../src/review/compareDocuments.ts";
import type { Severity } from "../src/rules/Rule.ts";
import type { Kept } from "../src/walk/DocumentPair.ts";

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
  readonly documents: Kept<ReviewedDocument>;
  readonly verdict: PairVerdict;
  readonly findings: readonly Finding[];
}

/** Where the pairs lie, one folder each. */
export const CORPUS = new URL("../corpus/", import.meta.url);

/** The names of all pairs. */
export function corpusNames(): string[] {
  return readdirSync(CORPUS).toSorted();
}

/** The names of all pairs in the long run, of every fifth each day: for what takes a second for every few pairs. */
export function sampledNames(): string[] {
  return corpusNames().filter((_, index) => process.env.SOAK !== undefined || index % 5 === 0);
}

/** What is expected of a pair. */
export function readExpectation(name: string): Expectation {
  return parse(readFileSync(new URL(`${name}/expect.yaml`, CORPUS), "utf8"));
}

/** Opens the documents of a pair. */
export async function openPair(name: string): Promise<Kept<ReviewedDocument>> {
  const open = (file: string) =>
    openDocument({ source: new URL(`${name}/${file}`, CORPUS), name: `${name}/${file}` });
  return { base: await open("base.yaml"), head: await open("head.yaml") };
}

/** The documents of a pair as they are written. */
export function readPair(name: string): JsonObject[] {
  return ["base.yaml", "head.yaml"].map((file) =>
    parse(readFileSync(new URL(`${name}/${file}`, CORPUS), "utf8")),
  );
}

/** Reviews one pair of the corpus. */
export async function reviewPair(name: string): Promise<CorpusResult> {
  const documents = await openPair(name);
  const findings = compareDocuments({ documents, hasPassed: (date) => date < "2026-01-01" });
  const expected = readExpectation(name);
  return { name, expected, documents, verdict: findings[0]?.severity ?? "none", findings };
}
