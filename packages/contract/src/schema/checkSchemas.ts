import type { Contract, JsonValue } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isObject } from "../json/jsonValues.ts";
import type { TableContext } from "../table/TableContext.ts";
import { childNodes, hasTooManyDefaults, MOST_DEFAULTS } from "./createDefaultFiller.ts";
import type { Direction } from "./Direction.ts";
import { explainViolations } from "./explainViolations.ts";
import { applicators } from "./ListedNames.ts";
import type { SchemaNode } from "./SchemaNode.ts";
import { schemaValidators } from "./SchemaValidators.ts";
import type { SchemaViolation } from "./SchemaViolation.ts";

type Report = TableContext["report"];

/**
 * Reports the schemas of a document that no value can be validated by, and the defaults that their own schemas reject,
 * so that nothing of that kind is found at the first request.
 */
export function checkSchemas(report: Report, contract: Contract, pointers: readonly string[]): void {
  const walk = (direction: Direction) => {
    const { reader } = schemaValidators(contract, direction);
    return findEndless(
      report,
      pointers.map((pointer) => reader.at(pointer)),
    );
  };
  const nodes = walk("request");
  if (nodes === undefined) return;
  // Without such a property schemas mean the same in both directions.
  const differs = [...nodes].some(({ raw }) => isObject(raw) && raw.writeOnly === true);
  if (differs && walk("response") === undefined) return;
  for (const node of nodes) {
    if (isObject(node.raw) && node.raw.default !== undefined) checkDefault(report, contract, node);
  }
}

/**
 * Walks all schemas; `undefined` where one of them has no end, or is read in too many ways, so that no value must be
 * shown to it.
 */
function findEndless(report: Report, start: readonly SchemaNode[]): ReadonlySet<SchemaNode> | undefined {
  const seen = new Set<SchemaNode>();
  const open = new Set<SchemaNode>();
  const waiting = [...start];
  const readings = new Map<string, number>();
  let again = 0;
  let isEndless = false;
  const visit = (node: SchemaNode): void => {
    if (open.has(node)) {
      isEndless = true;
      report(node.pointer, ENDLESS);
    }
    if (seen.has(node) || again > MOST_READINGS) return;
    seen.add(node);
    const count = readings.get(node.pointer) ?? 0;
    readings.set(node.pointer, count + 1);
    if (count > 0) again += 1;
    open.add(node);
    const { not } = node.keywords;
    for (const part of not === undefined ? applicators(node) : [...applicators(node), not]) visit(part);
    open.delete(node);
    waiting.push(...childNodes(node));
  };
  for (const node of waiting) visit(node);
  if (again > MOST_READINGS) {
    const [pointer, ways] = [...readings].reduce((most, one) => (one[1] > most[1] ? one : most));
    report(pointer, ambiguous(ways));
  }
  return isEndless || again > MOST_READINGS ? undefined : seen;
}

const ENDLESS = {
  rule: "cyclic-reference",
  message: "This schema refers to itself for the same value, so that validating a value would have no end.",
  advice: "Refer to it only from a part of the value, such as a property or an item.",
} as const;

/**
 * A schema is read once more for each other set of properties that are not for the direction, and of dynamic anchors, on
 * the ways that lead to it. A base of many schemas is read as often as there are of them; ways that multiply go beyond.
 */
const MOST_READINGS = 100_000;

const ambiguous = (ways: number) =>
  ({
    rule: "too-deep",
    message: `The schemas have to be read more than ${MOST_READINGS} further times, this one alone ${ways} times, because of readOnly, writeOnly or dynamic anchors on the paths to them.`,
    advice: "Refer to the schemas that are meant directly, or name those properties in one place.",
  }) as const;

/** Beside properties of one direction a default may be meant for that direction alone. */
function checkDefault(report: Report, contract: Contract, node: SchemaNode): void {
  const { pointer, raw } = node;
  const value = isObject(raw) ? raw.default : undefined;
  const [ofRequest, ofResponse] = (["request", "response"] as const).map((direction) =>
    violationsOf(contract, { direction, pointer, value: value ?? null }),
  );
  const [first] = ofRequest ?? [];
  if (first === undefined || ofResponse?.length === 0) {
    if (hasTooManyDefaults(schemaValidators(contract, "request"), node)) {
      report(childPointer(pointer, "default"), LARGE_DEFAULT);
    }
    return;
  }
  const location = first.instancePointer === "" ? "" : ` at ${first.instancePointer}`;
  report(childPointer(pointer, "default"), {
    rule: "invalid-value",
    message: `The default ${shorten(value ?? null)} does not conform to its own schema, which expects ${first.expected}${location}.`,
    advice: "Write a default that the schema allows, or remove it.",
  });
}

const LARGE_DEFAULT = {
  rule: "invalid-value",
  message: `With the defaults of its properties this default has more than ${MOST_DEFAULTS} parts.`,
  advice: "Remove it, or those of some properties.",
} as const;

interface Question {
  readonly direction: Direction;
  readonly pointer: string;
  readonly value: JsonValue;
}

function violationsOf(
  contract: Contract,
  { direction, pointer, value }: Question,
): readonly SchemaViolation[] {
  try {
    return explainViolations(schemaValidators(contract, direction), pointer, value);
  } catch (error) {
    if (error instanceof SyntaxError) return []; // A pattern that is none, which the loader has reported already.
    throw error;
  }
}

function shorten(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
