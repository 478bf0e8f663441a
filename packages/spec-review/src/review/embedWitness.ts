import {
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  resolvePointer,
} from "@gatehouse/contract";
import type { Comparer, Ends, Witness } from "../compare/createComparer.ts";
import type { Step } from "../facets/SchemaChange.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { knowsItsNames, makeExchange } from "../sets/Exchange.ts";
import { Exhausted, type SetSpace } from "../sets/SetSpace.ts";
import { type Cell, type Term, terms, universalCells } from "../sets/Term.ts";
import type { Violation } from "../values/createValidator.ts";

/** A value of a whole body that shows a change deep inside it. */
interface EmbeddedWitness {
  readonly value: JsonValue;
  readonly focus: string;
  readonly problem: string;
}

/** What to embed, and into what. */
interface Embedding {
  readonly sender: SchemaNode;
  /** Undefined where the value need not be rejected. */
  readonly receiver: SchemaNode | undefined;
  readonly path: readonly Step[];
  readonly value: JsonValue;
  /** The two schemas of the part: the whole must be rejected for the same violation as the part. @default any */
  readonly reason?: Ends | undefined;
}

const MOST_TRIES = 12;

/**
 * Builds a whole value around a part; Ajv must accept it for the sender and reject it for the receiver. An object may
 * need more members than the part has, such as the one that identifies its alternative.
 */
export function embedWitness(comparer: Comparer, embedding: Embedding): EmbeddedWitness | undefined {
  const { value } = embedding;
  const exact = embedPart(comparer, embedding, terms.cell(finite(value)));
  return exact ?? (isJsonObject(value) ? embedPart(comparer, embedding, holding(value)) : undefined);
}

function embedPart(comparer: Comparer, embedding: Embedding, part: Term): EmbeddedWitness | undefined {
  const { sender, receiver } = embedding;
  const { space } = comparer;
  const path = embedding.path.map((step) => namedStep(space, step));
  const exchange = makeExchange([sender], receiver ? [receiver] : []);
  const wanted = terms.all([terms.sent(terms.schema(sender), exchange), along(path, part)]);
  space.refill();
  let tries = 0;
  try {
    for (const candidate of space.samples(wanted)) {
      tries += 1;
      if (tries > MOST_TRIES) return undefined;
      const shown = { value: candidate, focus: focusOf(path) };
      const isKnown = knowsItsNames(space.evaluation, exchange, candidate);
      const problem = isKnown ? problemOf(comparer, embedding, shown) : undefined;
      if (problem !== undefined) return { ...shown, problem };
    }
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
  }
  return undefined;
}

/** The violation that the receiver reports; undefined where the value proves nothing. */
function problemOf(
  comparer: Comparer,
  { sender, receiver, reason }: Embedding,
  { value, focus }: Omit<EmbeddedWitness, "problem">,
): string | undefined {
  if (!receiver) return comparer.validator.validate(sender, value)?.valid ? "" : undefined;
  const whole = comparer.confirm({ sender, receiver }, value);
  return whole && reason ? reasonIn(comparer, reason, { ...whole, focus }) : whole?.problem;
}

/** Keywords with the same meaning. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["const", "enum"],
  ["oneOf", "anyOf"],
  ["false schema", "anyOf"],
  ["exclusiveMinimum", "minimum"],
  ["exclusiveMaximum", "maximum"],
]);

/**
 * The violation of a part of a value, as it reads in the whole; undefined where the whole has another violation. Two
 * violations are the same if they have the same location in the value and the same keyword.
 */
export function reasonIn(
  { confirm }: Comparer,
  reason: Ends,
  { value, focus, violations }: Pick<Witness, "value" | "violations"> & { readonly focus: string },
): string | undefined {
  const part = resolvePointer(value, focus);
  const local = part === undefined ? undefined : confirm(reason, part);
  const twinOf = (violation: Violation) =>
    violations.findLast((one) => one.pointer === focus + violation.pointer && areAlike(one, violation));
  return local?.violations.map(twinOf).findLast((twin) => twin !== undefined)?.text;
}

/** Keywords whose messages name a member. */
const NAMING: ReadonlySet<string> = new Set(["required", "additionalProperties", "unevaluatedProperties"]);

function areAlike(one: Violation, other: Violation): boolean {
  const [name, otherName] = [one, other].map(({ keyword }) => SYNONYMS.get(keyword) ?? keyword);
  const messageOf = ({ text, pointer }: Violation) => text.slice(pointer.length).trim();
  return name === otherName && (!NAMING.has(one.keyword) || messageOf(one) === messageOf(other));
}

/** All values that hold the part at the end of the path. */
function along(path: readonly Step[], part: Term): Term {
  const [step, ...rest] = path;
  if (!step) return part;
  const inner = along(rest, part);
  if (step.kind === "alternative") return terms.all([terms.schema(step.node), inner]);
  if (step.kind === "item") return terms.cell(listWith(step.index ?? 0, inner));
  return objectWith(new Map([[nameOf(step), inner]]));
}

function objectWith(members: ReadonlyMap<string, Term>): Term {
  return terms.cell({
    ...universalCells.object,
    required: new Set(members.keys()),
    parts: [{ properties: members, patterns: [], additional: undefined }],
  });
}

/** Objects with these members, and maybe others. */
function holding(value: JsonObject): Term {
  return objectWith(
    new Map(Object.entries(value).map(([name, member]) => [name, terms.cell(finite(member))])),
  );
}

function finite(value: JsonValue): Cell {
  return { type: "finite", values: [value], excluded: [], opaque: [] };
}

function listWith(index: number, term: Term): Cell {
  const prefix = Array.from({ length: index }, () => terms.anything);
  return {
    ...universalCells.array,
    minItems: index + 1,
    parts: [{ prefix: [...prefix, term], rest: undefined }],
  };
}

/** Gives a member that only a pattern describes a name that matches it. */
function namedStep(space: SetSpace, step: Step): Step {
  if (step.kind !== "anyMember" || step.pattern === undefined) return step;
  const found = space.texts.find({
    matching: [step.pattern],
    notMatching: [],
    minLength: 1,
    maxLength: Number.POSITIVE_INFINITY,
  });
  return typeof found === "object" ? { kind: "member", name: found.text } : step;
}

type NamedStep = Exclude<Step, { kind: "item" | "alternative" }>;

function nameOf(step: NamedStep): string {
  return step.kind === "member" ? step.name : "extra";
}

/** The path as a pointer into the value. */
export function focusOf(path: readonly Step[]): string {
  const inner = path.filter((step) => step.kind !== "alternative");
  return inner.reduce(
    (pointer, step) => childPointer(pointer, step.kind === "item" ? (step.index ?? 0) : nameOf(step)),
    "",
  );
}
