import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { createComparer } from "../src/compare/createComparer.ts";
import type { Direction } from "../src/facets/SchemaChange.ts";
import type { Finding, Witness } from "../src/findings/Finding.ts";
import type { Severity } from "../src/rules/Rule.ts";
import { createNodeIds, createSchemaSource } from "../src/schema/createSchemaSource.ts";
import type { Dialect, SchemaNode } from "../src/schema/SchemaNode.ts";
import { knowsItsNames, makeExchange } from "../src/sets/Exchange.ts";
import type { RawValidator } from "./rawValidator.ts";
import { reviewSchemas } from "./reviewSchemas.ts";
import { rootOf, type SchemaPair } from "./schemaPairs.ts";

/** The result of one pair. */
export interface PairOutcome {
  /** The result of comparing the two sets. */
  readonly kind: "included" | "broken" | "unknown";
  /** The gravest finding of the review of two documents that differ in the pair. */
  readonly severity: Severity | "none";
  /** Values that the results were checked with. */
  readonly values: number;
  /** Why a result is wrong; undefined if all are right. */
  readonly fault: string | undefined;
  /** Values that the evaluation and Ajv see differently. */
  readonly dissents: readonly string[];
}

export interface PairTask {
  readonly pair: SchemaPair;
  readonly dialect: Dialect;
  readonly direction: Direction;
  readonly literal: boolean;
  readonly validatorOf: (schema: JsonValue) => RawValidator;
  readonly values: readonly JsonValue[];
}

type Comparer = ReturnType<typeof createComparer>;

/** Compares and reviews a pair, and checks the results with values that Ajv validates against the raw schemas. */
export function provePair(task: PairTask): PairOutcome {
  const { pair, dialect, literal, validatorOf } = task;
  const nextId = createNodeIds();
  const open = (root: JsonValue) =>
    createSchemaSource({ root: rootOf(root), dialect, direction: "request", nextId }).at("");
  const [sender, receiver] = [open(pair[0]), open(pair[1])];
  const comparer = createComparer();
  const result = comparer.decide({ sender, receiver, literal });
  const findings = reviewSchemas(task);
  const severity = findings[0]?.severity ?? "none";
  const values = [...task.values, ...[sender, receiver].flatMap((node) => firstSamples(comparer, node))];
  const [isSent, isTaken] = [validatorOf(pair[0]), validatorOf(pair[1])];
  const proofs = values.filter((value) => isSent(value) && isTaken(value) === false);
  const known = proofs.find((value) => knowsNames(comparer, [sender, receiver], value));
  const faults = [
    result.kind === "included" && (literal ? proofs[0] : known) !== undefined
      ? `called included, but ${JSON.stringify(literal ? proofs[0] : known)} is not`
      : undefined,
    known !== undefined && ["none", "safe", "risky"].includes(severity) && !isByTheLetter(task, proofs)
      ? `the review says ${severity}, but ${JSON.stringify(known)} is rejected`
      : undefined,
    ...[
      ...(result.kind === "broken" ? [result.witness.value] : []),
      ...findings.flatMap(({ witness }) => (isOfWhole(witness) ? [witness.value] : [])),
    ].map((value) =>
      isSent(value) === false || isTaken(value) === true
        ? `the witness ${JSON.stringify(value)} proves nothing`
        : undefined,
    ),
  ];
  return {
    kind: result.kind,
    severity,
    values: values.length,
    fault: faults.find((fault) => fault !== undefined),
    dissents: [
      ...dissents(comparer, sender, { values, raw: isSent }),
      ...dissents(comparer, receiver, { values, raw: isTaken }),
    ],
  };
}

/**
 * Whether the review reports overlapping alternatives or an extended closed response, and the receiver accepts each
 * value if alternatives are not counted for objects, or if closed objects accept the names of the sender. Values of
 * other types are counted if an alternative names their types.
 */
function isByTheLetter({ pair, validatorOf, ...task }: PairTask, values: readonly JsonValue[]): boolean {
  const ids = new Set(reviewSchemas({ pair, ...task }).map(({ id }) => id));
  const isExtended = ids.has("closed-response-extended") && task.direction === "response";
  const loose = loosened(pair[1], {
    isCounted: !ids.has("alternatives-overlap"),
    room: isExtended ? namesIn(pair[0]) : [],
  });
  const isTaken = validatorOf(loose);
  return values.every((value) => isTaken(value) !== false);
}

interface Letter {
  readonly isCounted: boolean;
  readonly room: readonly string[];
}

/** A schema without what only the letter says, except where less is more. */
function loosened(schema: JsonValue, letter: Letter): JsonValue {
  if (Array.isArray(schema)) return schema.map((member) => loosened(member, letter));
  if (!isJsonObject(schema)) return schema;
  const copy: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(schema)) {
    copy[key] = key === "not" || LITERAL.has(key) ? value : loosened(value, letter);
  }
  const isClosed = [copy.additionalProperties, copy.unevaluatedProperties].includes(false);
  if (isClosed && letter.room.length > 0) {
    const room = Object.fromEntries(letter.room.map((name) => [name, {}]));
    copy.properties = { ...room, ...(isJsonObject(copy.properties) ? copy.properties : {}) };
  }
  const { oneOf, ...others } = copy;
  if (oneOf === undefined || (letter.isCounted && letter.room.length === 0)) return copy;
  const members: readonly JsonValue[] = Array.isArray(oneOf) ? oneOf : [];
  const open = members.filter(isObjectLike);
  if (open.length < 2 && letter.room.length === 0) return copy;
  const strict = letter.room.length > 0 ? [] : members.filter((member) => !open.includes(member));
  const joined = { anyOf: letter.room.length > 0 ? members : open };
  const ofObjects = strict.length === 0 ? joined : { oneOf: [...strict, joined] };
  const counted = { oneOf: schema.oneOf ?? [], not: { type: "object" } };
  const union = open.some((member) => (typesOf(member)?.length ?? 0) > 1)
    ? { anyOf: [{ ...ofObjects, type: "object" }, counted] }
    : ofObjects;
  return { ...others, allOf: [...(Array.isArray(others.allOf) ? others.allOf : []), union] };
}

/** An alternative that describes an object, and may say nothing of other values. */
function isObjectLike(schema: JsonValue): boolean {
  if (!isJsonObject(schema)) return false;
  const { type = "object", allOf = [], properties, required } = schema;
  const parts: readonly JsonValue[] = Array.isArray(allOf) ? allOf : [];
  const mayBeObject = type === "object" || (Array.isArray(type) && type.includes("object"));
  return mayBeObject && (properties !== undefined || required !== undefined || parts.some(isObjectLike));
}

/** The types that a schema and the members of its `allOf` all name; undefined where none names any. */
function typesOf(schema: JsonValue): readonly JsonValue[] | undefined {
  if (!isJsonObject(schema)) return undefined;
  const { type, nullable, allOf = [] } = schema;
  const own = type === undefined ? undefined : [type, nullable === true ? "null" : []].flat();
  const parts = Array.isArray(allOf) ? allOf.map(typesOf) : [];
  return [own, ...parts]
    .filter((types) => types !== undefined)
    .reduce<readonly JsonValue[] | undefined>(
      (common, types) => common?.filter((one) => types.includes(one)) ?? types,
      undefined,
    );
}

/** Keywords whose values are no schemas. */
const LITERAL: ReadonlySet<string> = new Set(["enum", "const", "required", "dependentRequired"]);

function namesIn(schema: JsonValue): string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (!isJsonObject(schema)) return [];
  const own = isJsonObject(schema.properties) ? Object.keys(schema.properties) : [];
  return [...new Set([...own, ...Object.values(schema).flatMap(namesIn)])];
}

/** A part is no value of the schema as a whole; nor does what was lost have to be rejected. */
function isOfWhole(witness: Finding["witness"]): witness is Witness {
  return witness !== undefined && witness.kind !== "lost" && !witness.where.startsWith("a part of");
}

function knowsNames(
  { space }: Comparer,
  [sender, receiver]: [SchemaNode, SchemaNode],
  value: JsonValue,
): boolean {
  return knowsItsNames(space.evaluation, makeExchange([sender], [receiver]), value);
}

interface Sample {
  readonly values: readonly JsonValue[];
  readonly raw: RawValidator;
}

function dissents({ space }: Comparer, node: SchemaNode, { values, raw }: Sample): string[] {
  return values
    .filter((value) => {
      const theirs = raw(value);
      return theirs !== undefined && theirs !== (space.evaluation.evaluate(node, value) !== undefined);
    })
    .map((value) => JSON.stringify(value));
}

function firstSamples(comparer: Comparer, node: SchemaNode): JsonValue[] {
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
