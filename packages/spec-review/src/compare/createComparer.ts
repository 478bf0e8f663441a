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

/** A question of inclusion. */
interface InclusionQuestion {
  /** What the sending side may send. */
  readonly sender: SchemaNode;
  /** What the receiving side takes. */
  readonly receiver: SchemaNode;
  /**
   * Take each schema as the plain set of its values. Without it a sender does not use names that only the receiver
   * declares.
   * @default false
   */
  readonly literal?: boolean;
  /**
   * Believe the evaluation about a witness; Ajv is asked later, with `confirm`, about what is shown.
   * @default false
   */
  readonly unconfirmed?: boolean;
  /**
   * How much of the work that a question may cost this one may.
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

/** Candidates that are shown to the validator before the question is given up. */
const MOST_CANDIDATES = 40;

/** Makes a comparer; it remembers what it has found out about the schemas it has seen. */
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

/** What the sender may send and the receiver does not take. */
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

interface Court {
  readonly space: BoundedSetSpace;
  readonly validator: Validator;
}

/** Looks among all values first, then among those of each alternative: fewer conditions at a time are easier to meet. */
function findWitness(court: Court, question: InclusionQuestion, difference: Term): Witness | undefined {
  const { share = 1, receiver } = question;
  court.space.refill(share);
  const found = firstProof(court, question, difference);
  if (found) return found;
  const members = conjunctionOf([question.sender]).flatMap(
    ({ keywords }) => keywords.oneOf ?? keywords.anyOf ?? [],
  );
  for (const member of members.slice(0, MOST_MEMBERS)) {
    court.space.refill(share / MOST_MEMBERS);
    const term = terms.all([terms.schema(member), terms.not(terms.schema(receiver))]);
    const witness = firstProof(court, question, term);
    if (witness) return witness;
  }
  return undefined;
}

/** So many alternatives are looked at one by one. */
const MOST_MEMBERS = 16;

function firstProof(court: Court, question: InclusionQuestion, term: Term): Witness | undefined {
  let tries = 0;
  try {
    for (const value of court.space.samples(term)) {
      const witness = prove(court, question, value);
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
  { space, validator }: Court,
  question: InclusionQuestion,
  value: JsonValue,
): Witness | undefined {
  const { sender, receiver, literal, unconfirmed } = question;
  if (!literal && !knowsItsNames(space.evaluation, makeExchange([sender], [receiver]), value))
    return undefined;
  if (!space.evaluation.evaluate(sender, value) || space.evaluation.evaluate(receiver, value))
    return undefined;
  // On the wire nobody can tell the value from its twin.
  if (receiver.isTextual && textTwins(value).some((twin) => space.evaluation.evaluate(receiver, twin)))
    return undefined;
  return unconfirmed ? { value, problem: "", violations: [] } : confirm(validator, question, value);
}

function confirm(validator: Validator, { sender, receiver }: Ends, value: JsonValue): Witness | undefined {
  if (!validator.validate(sender, value)?.valid || validator.validate(receiver, value)?.valid !== false)
    return undefined;
  // What a text is rejected for is said by the schema as it stands, not by its forms as text.
  const plain = receiver.isTextual ? receiver.keywords.anyOf?.[0] : undefined;
  const { problem = "not valid", violations = [] } = validator.validate(plain ?? receiver, value) ?? {};
  return { value, problem, violations };
}
