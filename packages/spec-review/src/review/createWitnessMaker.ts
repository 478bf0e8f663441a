import type { Comparer, Comparison, Ends } from "../compare/createComparer.ts";
import type { PlacedChange } from "../diff/createSchemaDiffer.ts";
import type { ChangeResult, Disproof, Illustration, SchemaChange } from "../facets/SchemaChange.ts";
import type { Witness } from "../findings/Finding.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { embedWitness, focusOf, reasonIn } from "./embedWitness.ts";

/** A witness; whole if it is a value of the whole body, not only of the part that changed. */
export type FoundWitness = Omit<Witness, "where"> & { readonly isWhole?: boolean };

/** The two schemas of a body, and which of them is the old one. */
export interface WholeEnds extends Ends {
  readonly old: SchemaNode;
}

/** Finds witnesses. A change of a shared component is shown in the first body that allows it. */
export interface WitnessMaker {
  /** A witness of the change in the body; undefined if none is found. */
  show(ends: WholeEnds, placed: PlacedChange): FoundWitness | undefined;
  /** Whether another body may still show the change. */
  isOpen(placed: PlacedChange): boolean;
  /** Uses the value that breaks the body as a whole, if it shows the change. */
  showBy(whole: Comparison, placed: PlacedChange): FoundWitness | undefined;
}

/** Deeper inside a body, only the part that changed is shown. */
const DEEPEST_WITNESS = 6;

/** The number of bodies in which a witness is searched. */
const MOST_BODIES = 3;

/** The witness that proves a result, if the comparison found one. */
function proofOf(result: ChangeResult): Disproof | undefined {
  if (result.kind === "risky") return result.proof;
  return result.kind === "broken" ? result : undefined;
}

/** What was tried for a change. */
interface Trial {
  witness: FoundWitness | undefined;
  part: FoundWitness | undefined;
  bodies: number;
  /** The number of bodies in which the change is too deep. */
  parts: number;
}

/** Creates a maker that remembers its witnesses. */
export function createWitnessMaker(comparer: Comparer): WitnessMaker {
  const trials = new Map<SchemaChange, Trial>();
  const trialOf = (change: SchemaChange): Trial => {
    const known = trials.get(change) ?? { witness: undefined, part: undefined, bodies: 0, parts: 0 };
    trials.set(change, known);
    return known;
  };
  return {
    show(ends, placed) {
      const { change } = placed;
      const trial = trialOf(change);
      const isDone = trial.witness || trial.bodies >= MOST_BODIES || trial.parts >= MOST_BODIES;
      const proof = proofOf(change.result);
      if (isDone || (!proof && change.result.kind !== "lost")) return trial.witness ?? trial.part;
      // The path to a change is searched on demand.
      const { path } = placed;
      if (proof && depthOf(path) > DEEPEST_WITNESS) {
        trial.parts += 1;
        trial.part ??= showPart(comparer, change);
        return trial.part;
      }
      trial.bodies += 1;
      trial.witness = makeWitness(comparer, ends, { change, path });
      return trial.witness;
    },
    isOpen(placed) {
      const { bodies, parts } = trialOf(placed.change);
      return bodies < MOST_BODIES && parts < MOST_BODIES && depthOf(placed.path) <= DEEPEST_WITNESS;
    },
    showBy(whole, { change, path }) {
      const { result } = change;
      if (whole.kind !== "broken" || result.kind !== "broken") return undefined;
      const shown = { ...whole.witness, focus: focusOf(path) };
      const problem = reasonIn(comparer, result.ends, shown);
      if (problem === undefined) return undefined;
      const trial = trialOf(change);
      const { value, focus } = shown;
      trial.witness = { kind: kindOf(change), value, focus, problem, isWhole: true };
      return trial.witness;
    },
  };
}

function depthOf(path: PlacedChange["path"]): number {
  return path.filter(({ kind }) => kind !== "alternative").length;
}

/** The kind of a witness, by the direction of the value. */
export function kindOf({ direction }: Pick<SchemaChange, "direction">): "refused" | "new" {
  return direction === "request" ? "refused" : "new";
}

type Sought = Pick<PlacedChange, "change" | "path">;

function makeWitness(
  comparer: Comparer,
  ends: WholeEnds,
  { change, path }: Sought,
): FoundWitness | undefined {
  const { result } = change;
  if (result.kind === "lost") {
    return result.illustration && illustrate(comparer, ends.old, { path, illustration: result.illustration });
  }
  const proof = proofOf(result);
  if (!proof) return undefined;
  const { sender, receiver } = ends;
  const { witness, ends: reason } = proof;
  const embedding = { sender, receiver, path, value: witness.value };
  const whole = embedWitness(comparer, { ...embedding, reason });
  const kind = kindOf(change);
  if (whole) return { kind, ...whole, isWhole: true };
  // A whole value with another violation still proves that the part can occur in the body.
  return embedWitness(comparer, embedding) && showPart(comparer, change);
}

function showPart(comparer: Comparer, change: SchemaChange): FoundWitness | undefined {
  const { result } = change;
  const proof = proofOf(result);
  const part = proof && comparer.confirm(proof.ends, proof.witness.value);
  if (!part) return undefined;
  const { value, problem } = part;
  return { kind: kindOf(change), focus: "", value, problem };
}

interface Loss {
  readonly path: PlacedChange["path"];
  readonly illustration: Illustration;
}

/** Shows the loss inside a whole value of the old document, if one can be built. */
function illustrate(comparer: Comparer, old: SchemaNode, { path, illustration }: Loss): FoundWitness {
  const { value, problem } = illustration;
  const whole = embedWitness(comparer, { sender: old, receiver: undefined, path, value });
  return { kind: "lost", value: whole?.value ?? value, focus: whole?.focus ?? "", problem };
}
