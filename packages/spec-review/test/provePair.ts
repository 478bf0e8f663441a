import { createComparer } from "../src/compare/createComparer.ts";
import type { JsonValue } from "../src/json/JsonValue.ts";
import { createSchemaSource } from "../src/schema/createSchemaSource.ts";
import type { Dialect, SchemaNode } from "../src/schema/SchemaNode.ts";
import { makeExchange } from "../src/sets/makeExchange.ts";
import { knowsItsNames } from "../src/sets/termContains.ts";
import type { RawValidator } from "./rawValidator.ts";
import type { SchemaPair } from "./schemaPairs.ts";

/** What came of one pair. */
export interface PairOutcome {
  readonly kind: "included" | "broken" | "unknown";
  /** What is wrong with the verdict; undefined where nothing is. */
  readonly fault: string | undefined;
}

export interface PairTask {
  readonly pair: SchemaPair;
  readonly dialect: Dialect;
  readonly literal: boolean;
  readonly validatorOf: (schema: JsonValue) => RawValidator;
  readonly values: readonly JsonValue[];
}

/** Decides a pair and holds the verdict against values, with Ajv on the raw schemas as the judge. */
export function provePair({ pair, dialect, literal, values, validatorOf }: PairTask): PairOutcome {
  let id = 0;
  const open = (root: JsonValue) =>
    createSchemaSource({ root, dialect, view: "request", nextId: () => ++id }).at("");
  const [sender, receiver] = [open(pair[0]), open(pair[1])];
  const comparer = createComparer();
  const verdict = comparer.decide({ sender, receiver, literal });
  const [isSent, isTaken] = [validatorOf(pair[0]), validatorOf(pair[1])];
  const own = [sender, receiver].flatMap((node) => firstSamples(comparer, node));
  const knows = (value: JsonValue) =>
    literal || knowsItsNames(comparer.space, makeExchange([sender], [receiver]), value);
  for (const value of [...values, ...own]) {
    for (const [node, raw] of [
      [sender, isSent],
      [receiver, isTaken],
    ] as const) {
      const mine = comparer.space.evaluation.evaluate(node, value) !== undefined;
      const theirs = raw(value);
      if (theirs !== undefined && mine !== theirs) {
        return { kind: verdict.kind, fault: `evaluates ${JSON.stringify(value)} otherwise than Ajv` };
      }
    }
    if (verdict.kind === "included" && isSent(value) && isTaken(value) === false && knows(value)) {
      return { kind: verdict.kind, fault: `called included, but ${JSON.stringify(value)} is not` };
    }
  }
  if (verdict.kind !== "broken") return { kind: verdict.kind, fault: undefined };
  const { value } = verdict.witness;
  const proves = isSent(value) && isTaken(value) === false;
  return {
    kind: verdict.kind,
    fault: proves ? undefined : `the witness ${JSON.stringify(value)} proves nothing`,
  };
}

function firstSamples(comparer: ReturnType<typeof createComparer>, node: SchemaNode): JsonValue[] {
  const found: JsonValue[] = [];
  comparer.space.refill();
  try {
    for (const value of comparer.space.samples({ kind: "schema", node })) {
      found.push(value);
      if (found.length >= 8) break;
    }
  } catch {
    return found;
  }
  return found;
}
