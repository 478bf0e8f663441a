import type { SchemaNode } from "../schema/SchemaNode.ts";
import { isEmptyCell } from "./isEmptyCell.ts";
import { type SetSpace, TooComplex } from "./SetSpace.ts";
import type { Exchange, Term } from "./Term.ts";

/** A question that is being answered. */
interface Frame {
  readonly key: string;
  /** The outermost open question that the answer leans on. */
  leansOn: number;
}

/** Questions inside each other that are followed; beyond that nothing is proven. */
const DEEPEST = 200;

/** Proofs that sets are empty. */
export interface Emptiness {
  isEmpty(term: Term): boolean;
  /** Runs a task whose result outlives the open questions, so that it must not lean on any of them. */
  withoutAssumptions<T>(task: () => T): T;
}

/**
 * Makes the proof of emptiness. A question that comes up again while it is being answered is answered with yes:
 * members and items are smaller than the value that holds them, so a smallest counter-example would hold a smaller
 * one. An answer that leans on such a yes is only remembered once the outer question is answered with yes.
 */
export function createEmptiness(space: SetSpace): Emptiness {
  const answers = new Map<string, boolean>();
  let frames: Frame[] = [];
  const answer = (term: Term, key: string): boolean => {
    const frame: Frame = { key, leansOn: Number.POSITIVE_INFINITY };
    const depth = frames.push(frame) - 1;
    try {
      const isEmpty = prove(space, term);
      if (!isEmpty || frame.leansOn >= depth) answers.set(key, isEmpty);
      return isEmpty;
    } catch (error) {
      if (error instanceof TooComplex) return false;
      throw error;
    } finally {
      frames.pop();
      const outer = frames.at(-1);
      if (outer && frame.leansOn < depth) outer.leansOn = Math.min(outer.leansOn, frame.leansOn);
    }
  };
  return {
    isEmpty(term) {
      const key = space.keyOf(term);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const open = frames.findIndex((frame) => frame.key === key);
      const current = frames.at(-1);
      if (frames.length > DEEPEST) return false;
      if (open < 0 || !current) return answer(term, key);
      current.leansOn = Math.min(current.leansOn, open);
      return true;
    },
    withoutAssumptions(task) {
      const outer = frames;
      frames = [];
      try {
        return task();
      } finally {
        frames = outer;
      }
    },
  };
}

function prove(space: SetSpace, term: Term): boolean {
  return isRefused(space, term) || space.cells(term).every((cell) => isEmptyCell(space, cell));
}

/** The term asks for schemas and refuses one that they include. */
function isRefused(space: SetSpace, term: Term): boolean {
  if (term.kind !== "all") return false;
  const refused = term.terms.flatMap((member) => (member.kind === "not" ? [exactSchemas(member.term)] : []));
  if (refused.length === 0) return false;
  const wanted = term.terms.flatMap(schemasOf);
  const exchange = term.terms.map(exchangeOf).find((found) => found !== undefined);
  return refused.some(
    (nodes) => nodes.length > 0 && nodes.every((node) => space.proof.prove(wanted, node, exchange)),
  );
}

/** The schemas of a term that is made of nothing else. */
function exactSchemas(term: Term): SchemaNode[] {
  if (term.kind === "schema") return [term.node];
  const all = term.kind === "all" ? term.terms.map(exactSchemas) : [];
  return all.every((nodes) => nodes.length > 0) ? all.flat() : [];
}

function exchangeOf(term: Term): Exchange | undefined {
  if (term.kind === "sent") return term.sent;
  return term.kind === "all" ? term.terms.map(exchangeOf).find((found) => found !== undefined) : undefined;
}

/** The schemas that all hold for a value of the term. */
function schemasOf(term: Term): SchemaNode[] {
  if (term.kind === "schema") return [term.node];
  if (term.kind === "sent") return schemasOf(term.term);
  return term.kind === "all" ? term.terms.flatMap(schemasOf) : [];
}
