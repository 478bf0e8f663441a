import { readdirSync, readFileSync } from "node:fs";
import type { JsonObject } from "@gatehouse/contract";
import { parse } from "yaml";
import { openDocument, type ReviewedDocument } from "../src/document/openDocument.ts";
import type { Finding } from "../src/findings/Finding.ts";
import { compareDocuments } from "../src/review/compareDocuments.ts";
import type { Severity } from "../src/rules/Rule.ts";
import type { Kept } from "../src/walk/DocumentPair.ts";

/** The severity of the gravest change of a pair, or `none`. */
export type PairResult = Severity | "none";

/** The expected result of a pair of the corpus. */
export interface Expectation {
  readonly why: string;
  readonly result: PairResult;
  readonly findings: readonly { readonly id: string; readonly severity: Severity }[];
}

/** A pair of the corpus and its result. */
export interface CorpusResult {
  readonly name: string;
  readonly expected: Expectation;
  readonly documents: Kept<ReviewedDocument>;
  readonly result: PairResult;
  readonly findings: readonly Finding[];
}

/** The folder of the pairs, one folder each. */
export const CORPUS = new URL("../corpus/", import.meta.url);

/** The names of all pairs. */
export function corpusNames(): string[] {
  return readdirSync(CORPUS).toSorted();
}

/** The names of all pairs in the soak run, and of every fifth otherwise: for tests that take long. */
export function sampledNames(): string[] {
  return corpusNames().filter((_, index) => process.env.SOAK !== undefined || index % 5 === 0);
}

/** Reads the expected result of a pair. */
export function readExpectation(name: string): Expectation {
  return parse(readFileSync(new URL(`${name}/expect.yaml`, CORPUS), "utf8"));
}

/** Opens the documents of a pair. */
export async function openPair(name: string): Promise<Kept<ReviewedDocument>> {
  const open = (file: string) =>
    openDocument({ source: new URL(`${name}/${file}`, CORPUS), name: `${name}/${file}` });
  return { base: await open("base.yaml"), head: await open("head.yaml") };
}

/** The documents of a pair as parsed YAML. */
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
  return { name, expected, documents, result: findings[0]?.severity ?? "none", findings };
}
