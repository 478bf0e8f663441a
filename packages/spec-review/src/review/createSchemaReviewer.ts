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

/** A change with its witness. */
export interface ReviewedChange {
  readonly placed: PlacedChange;
  readonly witness: FoundWitness | undefined;
}

/** Decides about the changes of a schema, considering the whole value. */
export interface SchemaReviewer {
  review(pair: NodePair): readonly ReviewedChange[];
}

/** Creates a reviewer; each pair of schemas is reviewed once, as shared components come up several times. */
export function createSchemaReviewer(differ: SchemaDiffer, comparer: Comparer): SchemaReviewer {
  const known = new Map<string, readonly ReviewedChange[]>();
  const tools: ReviewTools = { differ, comparer, witnesses: createWitnessMaker(comparer) };
  return {
    review(given) {
      const pair = {
        ...given,
        base: behindPlainReferences(given.base),
        head: behindPlainReferences(given.head),
      };
      const key = `${pair.base.id}:${pair.head.id}:${pair.direction}:${pair.asText}`;
      const changes = known.get(key) ?? reviewPair(tools, pair);
      known.set(key, changes);
      return changes;
    },
  };
}

interface ReviewTools {
  readonly differ: SchemaDiffer;
  readonly comparer: Comparer;
  readonly witnesses: WitnessMaker;
}

function reviewPair({ differ, comparer, witnesses }: ReviewTools, pair: NodePair): readonly ReviewedChange[] {
  if (differ.context.isSameSchema(pair.base, pair.head)) return [];
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
  // If the value as a whole breaks no client, no change inside it does.
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
  // For texts the parts decide; the whole is only compared for a proof.
  const isExplained = whole.kind === "unknown" && (pair.asText || reviewed.some(isOpen));
  return isExplained ? shown : [...shown, asWhole(pair, whole)];
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

/** Another schema closes the object, and the value as a whole has no other problem. */
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

/** Whether the change is neither covered nor proven safe. */
function isOpen({ placed }: ReviewedChange): boolean {
  return !placed.covered && placed.change.result.kind !== "included";
}

/** Whether a discriminator was added or removed, which is a finding already. */
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

/** Marks a change as covered, unless it is the loss of a promise, which does not depend on the set of values. */
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
