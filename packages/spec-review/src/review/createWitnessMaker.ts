import type { Comparer, Comparison, Ends } from "../compare/createComparer.ts";
import type { PlacedChange } from "../diff/createSchemaDiffer.ts";
import type { ChangeResult, Disproof, Illustration, SchemaChange } from "../facets/SchemaChange.ts";
import type { Witness } from "../findings/Finding.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { embedWitness, focusOf, reasonIn } from "./embedWitness.ts";

/** A witness; whole when it is a value of the whole body, not only of the part that changed. */
export type FoundWitness = Omit<Witness, "where"> & { readonly isWhole?: boolean };

/** The two schemas of a body, and which of them is the old one. */
export interface WholeEnds extends Ends {
  readonly old: SchemaNode;
}

/** Finds values that show what changed. A change of a shared component is shown in the first body that allows it. */
export interface WitnessMaker {
  /** A value that shows the change in the body; undefined where none is found. */
  show(ends: WholeEnds, placed: PlacedChange): FoundWitness | undefined;
  /** Tells whether another value of the body may still show the change. */
  isOpen(placed: PlacedChange): boolean;
  /** Tries whether the value that breaks the body as a whole shows the change. */
  showBy(whole: Comparison, placed: PlacedChange): FoundWitness | undefined;
}

/** Deeper inside a body a change is shown by the part that changed. */
const DEEPEST_WITNESS = 6;

/** In how many bodies a whole value is looked for that shows a change. */
const MOST_BODIES = 3;

/** The value that proves a result, where the comparison has found one. */
function proofOf(result: ChangeResult): Disproof | undefined {
  if (result.kind === "risky") return result.proof;
  return result.kind === "broken" ? result : undefined;
}

/** What has been tried for a change. */
interface Trial {
  witness: FoundWitness | undefined;
  part: FoundWitness | undefined;
  bodies: number;
  /** In how many bodies the change lies too deep. */
  parts: number;
}

/** Makes a maker that remembers what it has shown. */
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
      // The way to a change is only looked for where it is needed.
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

/** What a witness of a change is called, by the way the value travels. */
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
  // A whole that is rejected for something else still proves that the part can travel.
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

/** Shows what is lost inside a whole value of the old document, if one can be built around it. */
function illustrate(comparer: Comparer, old: SchemaNode, { path, illustration }: Loss): FoundWitness {
  const { value, problem } = illustration;
  const whole = embedWitness(comparer, { sender: old, receiver: undefined, path, value });
  return { kind: "lost", value: whole?.value ?? value, focus: whole?.focus ?? "", problem };
}
