import { behindReferences, type SchemaNode } from "../schema/SchemaNode.ts";
import type { Evaluation } from "../values/Evaluation.ts";
import { createSameSchema } from "./createSameSchema.ts";
import type { Exchange } from "./Exchange.ts";
import { impliesOwn, type Question, scalarProofs, type Tools } from "./impliesOwn.ts";
import {
  areDisjoint,
  conjunctionOf,
  type ProofContext,
  type ProofSource,
  type ProofStop,
  proofSource,
  withMember,
} from "./ProofSource.ts";

/** Proves inclusion by keywords, which takes no search. */
export interface InclusionProof {
  /**
   * True only when it is proven that a value for which all senders hold is a value of the receiver.
   * @param exchange both ends, if the value comes from a sender
   */
  prove(senders: readonly SchemaNode[], receiver: SchemaNode, exchange: Exchange | undefined): boolean;
  /** Where the first proof of the question that failed stopped. */
  readonly stop: ProofStop | undefined;
  /** The claims that the question has looked at so far. */
  readonly steps: number;
  /** Gives the next question its own bound of work. */
  refill(): void;
}

/** Thrown when a proof has taken all steps that it may. */
class OutOfSteps extends Error {
  readonly code = "OUT_OF_STEPS";
}

/** Members and items inside each other that are followed while alternatives are tried. */
const DEEPEST = 40;

/** Steps that the proofs of one question may take together. */
const STEPS_PER_QUESTION = 100_000;

/**
 * Creates the proof by keywords: one keyword of the sender must imply each keyword of the receiver, also for members and
 * items, and alternatives are paired. A proof takes time in proportion to the size of the schemas; a claim that is false,
 * or true for a deeper reason, is left to the search.
 */
export function createInclusionProof(evaluation: Evaluation): InclusionProof {
  return new KeywordProof(evaluation);
}

/**
 * A claim that comes up again inside a member or an item of its own proof counts as proven: a smallest counter-example
 * would contain a smaller one.
 */
class KeywordProof implements InclusionProof, ProofContext {
  readonly #evaluation: Evaluation;
  readonly #same = createSameSchema();
  readonly #known = new Map<string, boolean>();
  /** Claims that count as proven, in order: those after one that fails may depend on it. */
  readonly #assumed: string[] = [];
  /** Claims whose proof is in progress, and their depth in the value. */
  readonly #open = new Map<string, number>();
  readonly #tools: Tools;
  /** Claims about members and items that are proven later; undefined if they are proven at once. */
  #waiting: Question[] | undefined;
  #depth = 0;
  #steps = 0;
  #stop: ProofStop | undefined;

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
    this.#tools = {
      context: this,
      same: this.#same,
      onStop: (stop) => {
        this.#stop ??= stop;
      },
    };
  }

  get stop(): ProofStop | undefined {
    return this.#stop;
  }

  get steps(): number {
    return this.#steps;
  }

  refill(): void {
    this.#steps = 0;
    this.#stop = undefined;
  }

  prove(senders: readonly SchemaNode[], receiver: SchemaNode, exchange: Exchange | undefined): boolean {
    const question = { source: proofSource(senders), target: receiver, exchange };
    return this.#attempt(() => this.#showInTurn(question)) || this.#attempt(() => this.#includes(question));
  }

  #attempt(task: () => boolean): boolean {
    this.#depth = 0;
    this.#open.clear();
    try {
      const isShown = task();
      if (!isShown) this.#forget(0);
      return isShown;
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
      this.#forget(0);
      return false;
    } finally {
      this.#assumed.length = 0;
      this.#waiting = undefined;
    }
  }

  #forget(mark: number): void {
    for (const key of this.#assumed.splice(mark)) this.#known.delete(key);
  }

  /**
   * Proves one claim after the other; those about members and items are queued, so that schemas may refer to each other to
   * any depth. A chosen alternative is not changed again.
   */
  #showInTurn(question: Question): boolean {
    this.#waiting = [question];
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      this.#open.clear();
      if (!this.#includes(next)) return false;
    }
    return true;
  }

  matches(pattern: string, name: string): boolean {
    return this.#evaluation.matches(pattern, name);
  }

  isSame(left: SchemaNode, right: SchemaNode): boolean {
    return this.#same(left, right);
  }

  includesInside(source: ProofSource, target: SchemaNode, exchange: Exchange | undefined): boolean {
    if (this.#waiting && source.nodes.length > 0 && !isLeaf(target)) {
      this.#waiting.push({ source, target, exchange });
      return true;
    }
    if (this.#depth >= DEEPEST) return false;
    this.#depth += 1;
    try {
      return this.#includes({ source, target, exchange });
    } finally {
      this.#depth -= 1;
    }
  }

  includes(source: ProofSource, target: SchemaNode, exchange: Exchange | undefined): boolean {
    return this.#includes({ source, target, exchange });
  }

  #includes({ source, target: given, exchange }: Question): boolean {
    const target = behindReferences(given);
    if (source.roots.some((root) => root === target || this.#same(root, target))) return true;
    if (areDisjoint(source, target)) return false;
    const key = `${source.key}<${target.id}<${exchange?.key ?? ""}`;
    // Leaning on itself without going deeper into the value would prove anything.
    if (this.#open.get(key) === this.#depth) return false;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    this.#steps += 1;
    if (this.#steps > STEPS_PER_QUESTION) throw new OutOfSteps();
    this.#known.set(key, true);
    this.#open.set(key, this.#depth);
    const mark = this.#assumed.push(key) - 1;
    const waiting = this.#waiting?.length ?? 0;
    const isShown = this.#show({ source, target, exchange });
    this.#open.delete(key);
    if (isShown) return true;
    if (this.#waiting) this.#waiting.length = waiting;
    this.#forget(mark);
    // What fails for an alternative that was chosen too early may hold for another one.
    if (!this.#waiting) this.#known.set(key, false);
    return false;
  }

  #show({ source, target, exchange }: Question): boolean {
    const { values, roots } = source;
    const { evaluate } = this.#evaluation;
    if (values) {
      const possible = values.filter((value) => roots.every((root) => evaluate(root, value)));
      return possible.every((value) => evaluate(target, value));
    }
    const isImplied = (node: SchemaNode) =>
      source.nodes.some((own) => own === node || this.#same(own, node)) ||
      impliesOwn(this.#tools, { source, target: node, exchange });
    if (conjunctionOf([target]).every(isImplied)) return true;
    return source.unions.some((union) =>
      union.members.every((member) => this.includes(withMember(source, union, member), target, exchange)),
    );
  }
}

/** A schema without inner schemas is proven at once. */
function isLeaf({ keywords }: SchemaNode): boolean {
  return Object.keys(keywords).every(
    (keyword) => keyword === "enum" || keyword === "const" || Object.hasOwn(scalarProofs, keyword),
  );
}
