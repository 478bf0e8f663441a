import type { Comparer } from "../compare/createComparer.ts";
import type { Ends, Verdict } from "../compare/Verdict.ts";
import type { PlacedChange, SchemaDiffer } from "../diff/createSchemaDiffer.ts";
import type { NodePair } from "../diff/NodeDiff.ts";
import type { Illustration, SchemaChange } from "../diff/SchemaChange.ts";
import { discriminatorChanged } from "../rules/schema/discriminatorChanged.ts";
import { schemaChanged } from "../rules/schema/schemaChanged.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { type EmbeddedWitness, embedWitness, focusOf } from "./embedWitness.ts";
import type { Witness } from "./Finding.ts";
import { partAt } from "./partAt.ts";

/** A change with what proves it. */
export interface ReviewedChange {
  readonly placed: PlacedChange;
  readonly witness: FoundWitness | undefined;
}

/** A witness; whole when it is a value of the whole body, not only of the part that changed. */
export type FoundWitness = Omit<Witness, "where"> & { readonly isWhole?: boolean };

/** Judges all changes of a schema in the light of the whole value. */
export interface SchemaReviewer {
  review(pair: NodePair): readonly ReviewedChange[];
}

/** Makes a reviewer; a pair that comes up again, as shared components do, is not reviewed again. */
export function createSchemaReviewer(differ: SchemaDiffer, comparer: Comparer): SchemaReviewer {
  const known = new Map<string, readonly ReviewedChange[]>();
  const workshop: Workshop = { differ, comparer, witnesses: new Map() };
  return {
    review(pair) {
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
  /** A change of a shared component is proven once, in the first body that holds it. */
  readonly witnesses: Map<SchemaChange, Trial>;
}

/** What has been found to show a change, and in how many bodies it was looked for. */
interface Trial {
  readonly witness: FoundWitness | undefined;
  readonly tries: number;
}

interface WholeEnds extends Ends {
  /** The schema of the old document. */
  readonly old: SchemaNode;
}

/** In how many bodies a whole value is looked for that shows a change. */
const MOST_BODIES = 3;

/** Deeper inside a body a change is shown by the part that changed. */
const DEEPEST_WITNESS = 8;

function reviewPair(workshop: Workshop, pair: NodePair): readonly ReviewedChange[] {
  const { differ, comparer } = workshop;
  if (differ.context.saysTheSame(pair.base, pair.head)) return [];
  const ends = endsOf(differ, pair);
  const placed = differ.changes(pair);
  const reviewed = placed.map((change) => ({ placed: change, witness: witnessOf(workshop, ends, change) }));
  const proven = reviewed.filter(isProven);
  if (proven.length > 0 && !proven.some(isDoubtful)) return reviewed;
  const whole = comparer.decide({ sender: ends.sender, receiver: ends.receiver });
  // What cannot happen in the value as a whole breaks nobody, whatever a part of it looks like.
  if (whole.kind === "included") return reviewed.map(settle);
  const shown = reviewed.map((change) => showInWhole(comparer, change, whole));
  if (shown.some(isShown) || placed.some(isNewNaming)) return shown;
  // As text, what a part is read as decides; the whole is only asked for a proof.
  const isTold = whole.kind === "unknown" && (pair.asText || reviewed.some(isOpen));
  return isTold ? shown : [...shown, asWhole(pair, whole)];
}

function isShown(reviewed: ReviewedChange): boolean {
  return isProven(reviewed) && reviewed.witness !== undefined;
}

/** A doubtful change is shown by the value that breaks the whole, if its part in it is refused; else it is not shown. */
function showInWhole(comparer: Comparer, reviewed: ReviewedChange, whole: Verdict): ReviewedChange {
  if (!isProven(reviewed) || !isDoubtful(reviewed)) return reviewed;
  const { placed } = reviewed;
  const { path, change } = placed;
  const { verdict } = change;
  const unproven = { placed, witness: undefined };
  if (whole.kind !== "broken" || verdict.kind !== "broken") return unproven;
  const { value, problem } = whole.witness;
  const part = partAt(value, path);
  if (part === undefined || !comparer.confirm(verdict.ends, part)) return unproven;
  return { placed, witness: { kind: kindOf(change), value, focus: focusOf(path), problem, isWhole: true } };
}

/** What is told of a part already says that not everything is fine. */
function isOpen({ placed }: ReviewedChange): boolean {
  return !placed.covered && placed.change.verdict.kind !== "included";
}

function kindOf({ direction }: Pick<SchemaChange, "direction">): "refused" | "new" {
  return direction === "request" ? "refused" : "new";
}

/** A discriminator that came or went names values anew; what that means has been told. */
function isNewNaming({ change }: PlacedChange): boolean {
  return change.rule === discriminatorChanged.id && change.verdict.kind === "risky";
}

function isProven({ placed }: ReviewedChange): boolean {
  return !placed.covered && placed.change.verdict.kind === "broken";
}

/** No whole value could be built around the part, although it is not deep inside. */
function isDoubtful({ placed, witness }: ReviewedChange): boolean {
  return witness?.isWhole !== true && placed.path.length <= DEEPEST_WITNESS;
}

function endsOf({ context }: SchemaDiffer, { base, head, direction, asText }: NodePair): WholeEnds {
  const [sender, receiver] = direction === "request" ? [base, head] : [head, base];
  return { old: base, sender, receiver: asText ? context.readAsText(receiver) : receiver };
}

/** A loss of a promise stands whatever the set of values does. */
function settle(reviewed: ReviewedChange): ReviewedChange {
  const { placed } = reviewed;
  const isAboutValues = ["broken", "unknown"].includes(placed.change.verdict.kind);
  return isAboutValues ? { placed: { ...placed, covered: true }, witness: undefined } : reviewed;
}

function witnessOf(workshop: Workshop, ends: WholeEnds, placed: PlacedChange): FoundWitness | undefined {
  const { change, covered } = placed;
  if (covered) return undefined;
  const { witnesses, comparer } = workshop;
  const known = witnesses.get(change) ?? { witness: undefined, tries: 0 };
  if (known.witness?.isWhole || known.tries >= MOST_BODIES) return known.witness;
  const witness = makeWitness(comparer, ends, placed) ?? known.witness;
  witnesses.set(change, { witness, tries: known.tries + 1 });
  return witness;
}

function makeWitness(
  comparer: Comparer,
  ends: WholeEnds,
  { change, path }: PlacedChange,
): FoundWitness | undefined {
  const { verdict } = change;
  if (verdict.kind === "lost") {
    return (
      verdict.illustration && illustrate(comparer, ends.old, { path, illustration: verdict.illustration })
    );
  }
  if (verdict.kind !== "broken") return undefined;
  const kind = kindOf(change);
  const whole =
    path.length <= DEEPEST_WITNESS &&
    embedWitness(comparer, {
      sender: ends.sender,
      receiver: ends.receiver,
      path,
      value: verdict.witness.value,
    });
  if (whole && isAbout(whole)) return { kind, ...whole, isWhole: true };
  const local = comparer.confirm(verdict.ends, verdict.witness.value);
  // Something else in the value is refused as well; what the reader asks for is this part.
  if (whole) return { kind, ...whole, ...(local && { problem: at(whole.focus, local) }), isWhole: true };
  return local && { kind, focus: "", ...local };
}

/** Whether the whole is refused for its telling part. */
function isAbout({ problem, focus }: EmbeddedWitness): boolean {
  const [place = ""] = problem.split(" ", 1);
  return !place.startsWith("/") || place.startsWith(focus) || focus.startsWith(place);
}

function at(focus: string, { problem }: Pick<Witness, "problem">): string {
  return problem.startsWith("/") ? `${focus}${problem}` : `${focus} ${problem}`;
}

interface Loss {
  readonly path: PlacedChange["path"];
  readonly illustration: Illustration;
}

/** Shows what is lost inside a whole value of the old document, if one can be built around it. */
function illustrate(comparer: Comparer, old: SchemaNode, { path, illustration }: Loss): FoundWitness {
  const { value, problem } = illustration;
  const whole = embedWitness(comparer, { sender: old, receiver: undefined, path, value });
  return { kind: "lost", value: whole?.value ?? value, focus: whole?.focus ?? "", problem };
}

function asWhole(
  { base, head, direction }: NodePair,
  verdict: Extract<Verdict, { kind: "broken" | "unknown" }>,
): ReviewedChange {
  const change = {
    rule: schemaChanged.id,
    direction,
    subject: undefined,
    at: head.pointer,
    base: { pointer: base.pointer, value: undefined },
    head: { pointer: head.pointer, value: undefined },
    verdict,
  };
  const kind = kindOf(change);
  const witness =
    verdict.kind === "broken" ? ({ kind, focus: "", ...verdict.witness, isWhole: true } as const) : undefined;
  return { placed: { change, path: [], covered: false }, witness };
}
