import type { Comparer, Comparison } from "../compare/createComparer.ts";
import { NAMING } from "../diff/compareDiscriminators.ts";
import { CLOSED } from "../diff/compareMembers.ts";
import { behindPlainReferences } from "../diff/createDiffContext.ts";
import type { PlacedChange, SchemaDiffer } from "../diff/createSchemaDiffer.ts";
import type { NodePair } from "../diff/DiffContext.ts";
import { closedResponseExtended, propertyAdded, requiredPropertyAdded } from "../rules/schema/memberRules.ts";
import { discriminatorChanged, schemaChanged } from "../rules/schema/unionRules.ts";
import {
  createWitnessMaker,
  type FoundWitness,
  kindOf,
  type WholeEnds,
  type WitnessMaker,
} from "./createWitnessMaker.ts";

/** A change with what proves it. */
export interface ReviewedChange {
  readonly placed: PlacedChange;
  readonly witness: FoundWitness | undefined;
}

/** Judges all changes of a schema in the light of the whole value. */
export interface SchemaReviewer {
  review(pair: NodePair): readonly ReviewedChange[];
}

/** Makes a reviewer; a pair that comes up again, as shared components do, is not reviewed again. */
export function createSchemaReviewer(differ: SchemaDiffer, comparer: Comparer): SchemaReviewer {
  const known = new Map<string, readonly ReviewedChange[]>();
  const workshop: Workshop = { differ, comparer, witnesses: createWitnessMaker(comparer) };
  return {
    review(given) {
      const pair = {
        ...given,
        base: behindPlainReferences(given.base),
        head: behindPlainReferences(given.head),
      };
      const key = `${pair.base.id}:${pair.head.id}:${pair.direction}:${pair.asText}`;
      const changes = known.get(key) ?? reviewPair(workshop, pair);
      known.set(key, changes);
      return changes;
    },
  };
}

interface Workshop {
  readonly differ: SchemaDiffer;
  readonly comparer: Comparer;
  readonly witnesses: WitnessMaker;
}

function reviewPair({ differ, comparer, witnesses }: Workshop, pair: NodePair): readonly ReviewedChange[] {
  if (differ.context.saysTheSame(pair.base, pair.head)) return [];
  const ends = endsOf(differ, pair);
  const reviewed = differ.changes(pair).map((placed) => ({
    placed,
    witness: placed.covered ? undefined : witnesses.show(ends, placed),
  }));
  const proven = reviewed.filter(isProven);
  const isDoubtful = ({ placed, witness }: ReviewedChange) => !witness && witnesses.isOpen(placed);
  if (proven.length > 0 && !proven.some(isDoubtful)) return reviewed;
  const receiver = differ.context.loosen(ends.receiver);
  const strict = comparer.decide({ sender: ends.sender, receiver });
  // What cannot happen in the value as a whole breaks nobody, whatever a part of it looks like.
  if (strict.kind === "included") return reviewed.map(settle);
  const added = pair.direction === "response" ? addedMembers(reviewed) : [];
  const open = added.length > 0 ? differ.context.makeRoom(receiver, added) : receiver;
  const whole = open === receiver ? strict : comparer.decide({ sender: ends.sender, receiver: open });
  if (whole.kind === "included") return reviewed.map(extend);
  const shown = reviewed.map((change) =>
    isProven(change) && !change.witness
      ? { ...change, witness: witnesses.showBy(whole, change.placed) }
      : change,
  );
  if (shown.some(isShown) || reviewed.some(isNewNaming)) return shown;
  // As text, what a part is read as decides; the whole is only asked for a proof.
  const isTold = whole.kind === "unknown" && (pair.asText || reviewed.some(isOpen));
  return isTold ? shown : [...shown, asWhole(pair, whole)];
}

const ADDITIONS: ReadonlySet<string> = new Set([
  closedResponseExtended.id,
  propertyAdded.id,
  requiredPropertyAdded.id,
]);

/** The names that are new in a response. */
function addedMembers(reviewed: readonly ReviewedChange[]): string[] {
  const names = reviewed.map(({ placed: { change } }) =>
    ADDITIONS.has(change.rule) ? change.subject : undefined,
  );
  return [...new Set(names.filter((name) => name !== undefined))].toSorted();
}

/** Something around the object closes it, and nothing else is wrong with the value as a whole. */
function extend({ placed, ...rest }: ReviewedChange): ReviewedChange {
  const { change } = placed;
  const isHarmless = ADDITIONS.has(change.rule) && change.result.kind === "included";
  if (!isHarmless) return { placed, ...rest };
  return {
    ...rest,
    placed: { ...placed, change: { ...change, rule: closedResponseExtended.id, result: CLOSED } },
  };
}

function isShown(reviewed: ReviewedChange): boolean {
  return isProven(reviewed) && reviewed.witness !== undefined;
}

/** Whether no finding covers the part, and nothing proves it safe. */
function isOpen({ placed }: ReviewedChange): boolean {
  return !placed.covered && placed.change.result.kind !== "included";
}

/** A discriminator that came or went names values anew; that is a finding already. */
function isNewNaming({ placed: { change } }: ReviewedChange): boolean {
  if (change.rule !== discriminatorChanged.id) return false;
  const hasCome = change.subject === NAMING.added || change.subject === NAMING.removed;
  return ["risky", "lost"].includes(change.result.kind) || (change.result.kind === "included" && hasCome);
}

function isProven({ placed }: ReviewedChange): boolean {
  return !placed.covered && placed.change.result.kind === "broken";
}

function endsOf({ context }: SchemaDiffer, { base, head, direction, asText }: NodePair): WholeEnds {
  const [sender, receiver] = direction === "request" ? [base, head] : [head, base];
  return { old: base, sender, receiver: asText ? context.readAsText(receiver) : receiver };
}

/** A loss of a promise stands whatever the set of values does. */
function settle(reviewed: ReviewedChange): ReviewedChange {
  const { placed } = reviewed;
  const isAboutValues = ["broken", "unknown"].includes(placed.change.result.kind);
  return isAboutValues ? { placed: { ...placed, covered: true }, witness: undefined } : reviewed;
}

function asWhole(
  { base, head, direction }: NodePair,
  result: Extract<Comparison, { kind: "broken" | "unknown" }>,
): ReviewedChange {
  const change = {
    rule: schemaChanged.id,
    direction,
    subject: undefined,
    at: head.pointer,
    base: { pointer: base.pointer, value: undefined },
    head: { pointer: head.pointer, value: undefined },
    result,
  };
  const kind = kindOf(change);
  const { value = null, problem = "" } = result.kind === "broken" ? result.witness : {};
  const witness = result.kind === "broken" ? { kind, focus: "", value, problem, isWhole: true } : undefined;
  return { placed: { change, path: [], covered: false }, witness };
}
