import type { JsonValue } from "@gatehouse/contract";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { createInclusionProof } from "../sets/createInclusionProof.ts";
import { type BoundedSetSpace, createSetSpace } from "../sets/createSetSpace.ts";
import { knowsItsNames, makeExchange } from "../sets/Exchange.ts";
import { conjunctionOf, type ProofStop } from "../sets/ProofSource.ts";
import { Exhausted, type SetSpace, TooComplex } from "../sets/SetSpace.ts";
import { type Term, terms } from "../sets/Term.ts";
import { createEvaluation } from "../values/createEvaluation.ts";
import { createValidator, type Validator, type Violation } from "../values/createValidator.ts";
import { textTwins } from "../values/Evaluation.ts";

/** Two schemas to compare, and how. */
interface InclusionQuestion {
  /** The schema of what the sending side may send. */
  readonly sender: SchemaNode;
  /** The schema of what the receiving side accepts. */
  readonly receiver: SchemaNode;
  /**
   * Compares the plain sets of values. Without it, a sender does not use names that only the receiver declares.
   * @default false
   */
  readonly literal?: boolean;
  /**
   * Trusts the evaluation about a witness; `confirm` asks Ajv later, about the witnesses that are shown.
   * @default false
   */
  readonly unconfirmed?: boolean;
  /**
   * The share of the usual limit of work that the question may take.
   * @default 1
   */
  readonly share?: number;
}

/** Compares schemas as sets of values. */
export interface Comparer {
  readonly space: BoundedSetSpace;
  readonly validator: Validator;
  /** Decides whether every value of the sender is a value of the receiver. */
  decide(question: InclusionQuestion): Comparison;
  /** Asks Ajv about a witness; undefined where Ajv does not agree. */
  confirm(ends: Ends, value: JsonValue): Witness | undefined;
}

/** A value that shows that one schema is not included in another. */
export interface Witness {
  readonly value: JsonValue;
  /** Why the receiving side rejects it, in Ajv's words; empty while Ajv has not been asked. */
  readonly problem: string;
  readonly violations: readonly Violation[];
}

/** The two schemas that a result is about. */
export interface Ends {
  readonly sender: SchemaNode;
  readonly receiver: SchemaNode;
}

/** Whether all values of one schema are values of another. */
export type Comparison =
  | { readonly kind: "included" }
  | { readonly kind: "broken"; readonly witness: Witness; readonly ends: Ends }
  | {
      readonly kind: "unknown";
      /** Where the proof stopped; undefined where it did not begin. */
      readonly stop: ProofStop | undefined;
    };

/** The validator checks at most this many candidates. */
const MOST_CANDIDATES = 40;

/** Creates a comparer; it remembers the results of its proofs. */
export function createComparer(): Comparer {
  const evaluation = createEvaluation();
  const space = createSetSpace(evaluation, createInclusionProof(evaluation));
  const validator = createValidator();
  return {
    space,
    validator,
    decide(question) {
      const difference = differenceOf(question);
      space.refill(question.share);
      if (isProvenEmpty(space, difference)) return { kind: "included" };
      const { stop } = space.proof;
      const witness = findWitness({ space, validator }, question, difference);
      const { sender, receiver } = question;
      return witness ? { kind: "broken", witness, ends: { sender, receiver } } : { kind: "unknown", stop };
    },
    confirm: (ends, value) => confirm(validator, ends, value),
  };
}

/** The set of values that the sender may send and the receiver does not accept. */
function differenceOf({ sender, receiver, literal }: InclusionQuestion): Term {
  const sent = terms.schema(sender);
  const known = literal ? sent : terms.sent(sent, makeExchange([sender], [receiver]));
  return terms.all([known, terms.not(terms.schema(receiver))]);
}

function isProvenEmpty(space: SetSpace, term: Term): boolean {
  try {
    return space.isEmpty(term);
  } catch (error) {
    if (error instanceof Exhausted || error instanceof TooComplex) return false;
    throw error;
  }
}

interface WitnessSearch {
  readonly space: BoundedSetSpace;
  readonly validator: Validator;
}

/** Searches all values first, then those of each alternative: fewer conditions at a time are easier to meet. */
function findWitness(
  search: WitnessSearch,
  question: InclusionQuestion,
  difference: Term,
): Witness | undefined {
  const { share = 1, receiver } = question;
  search.space.refill(share);
  const found = firstProof(search, question, difference);
  if (found) return found;
  const members = conjunctionOf([question.sender]).flatMap(
    ({ keywords }) => keywords.oneOf ?? keywords.anyOf ?? [],
  );
  for (const member of members.slice(0, MOST_MEMBERS)) {
    search.space.refill(share / MOST_MEMBERS);
    const term = terms.all([terms.schema(member), terms.not(terms.schema(receiver))]);
    const witness = firstProof(search, question, term);
    if (witness) return witness;
  }
  return undefined;
}

/** At most this many alternatives are searched one by one. */
const MOST_MEMBERS = 16;

function firstProof(search: WitnessSearch, question: InclusionQuestion, term: Term): Witness | undefined {
  let tries = 0;
  try {
    for (const value of search.space.samples(term)) {
      const witness = prove(search, question, value);
      if (witness) return witness;
      tries += 1;
      if (tries >= MOST_CANDIDATES) return undefined;
    }
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
  }
  return undefined;
}

function prove(
  { space, validator }: WitnessSearch,
  question: InclusionQuestion,
  value: JsonValue,
): Witness | undefined {
  const { sender, receiver, literal, unconfirmed } = question;
  if (!literal && !knowsItsNames(space.evaluation, makeExchange([sender], [receiver]), value))
    return undefined;
  if (!space.evaluation.evaluate(sender, value) || space.evaluation.evaluate(receiver, value))
    return undefined;
  // On the wire the value and its twin are the same text.
  if (receiver.isTextual && textTwins(value).some((twin) => space.evaluation.evaluate(receiver, twin)))
    return undefined;
  return unconfirmed ? { value, problem: "", violations: [] } : confirm(validator, question, value);
}

function confirm(validator: Validator, { sender, receiver }: Ends, value: JsonValue): Witness | undefined {
  if (!validator.validate(sender, value)?.valid || validator.validate(receiver, value)?.valid !== false)
    return undefined;
  // The message about a text comes from the original schema, not from the forms that accept texts.
  const plain = receiver.isTextual ? receiver.keywords.anyOf?.[0] : undefined;
  const { problem = "not valid", violations = [] } = validator.validate(plain ?? receiver, value) ?? {};
  return { value, problem, violations };
}
