import type { Comparison } from "../compare/createComparer.ts";
import type { Union } from "../facets/readFacets.ts";
import type { ChangeResult } from "../facets/SchemaChange.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { areDisjoint, softTags } from "../sets/ProofSource.ts";
import type { ChildDiff, DiffContext, FacetPair, NodePair } from "./DiffContext.ts";

/** Two unions of the same value, or a union and a single schema. */
export interface UnionPair {
  readonly base: Union;
  readonly head: Union;
  /** What the union of the receiving side demands. */
  readonly demand: readonly Keywords[];
  /** There are other keywords beside the unions, so the alternatives cannot be compared alone. */
  readonly isWhole: boolean;
}

/** An alternative that only one side has. */
export interface Alternative {
  readonly member: SchemaNode;
  readonly isSent: boolean;
  readonly result: ChangeResult;
}

/** Two unions, and what became of their alternatives. */
interface Group extends UnionPair {
  /** Those that are the same on both sides. */
  readonly kept: readonly (readonly [base: SchemaNode, head: SchemaNode])[];
  readonly pairs: readonly (readonly [base: SchemaNode, head: SchemaNode])[];
  readonly removed: readonly SchemaNode[];
  readonly added: readonly SchemaNode[];
}

/** The alternatives of a group that are decided, and what is left to compare. */
export interface GroupResult {
  readonly sent: readonly Alternative[];
  readonly received: readonly Alternative[];
  readonly children: readonly ChildDiff[];
  /** What is left to explain after all alternatives. */
  readonly blame: Comparison;
  readonly needsMore: boolean;
}

const FINE: Comparison = { kind: "included" };

/** Decides about the alternatives of a group, each alone where this is enough. */
export function checkGroup(context: DiffContext, pair: FacetPair, group: Group): GroupResult {
  const { pairs, removed, added } = group;
  const isRequest = pair.direction === "request";
  const [sent, received] = isRequest ? [removed, added] : [added, removed];
  const members = new MemberComparer(context, pair, group);
  const whole = members.whole();
  const decidedSent = sent.map((member) => ({ member, isSent: true, result: members.decide(member) }));
  const children = pairs.map(([base, head]) => {
    const covered = members.decide(isRequest ? base : head).kind === "included";
    return child(pair, { base, head, covered });
  });
  const isExplained =
    whole.kind === "included" ||
    decidedSent.some(({ result }) => result.kind === "broken") ||
    children.some(({ covered }) => !covered);
  const blame: Comparison = isExplained ? FINE : whole;
  return {
    sent: decidedSent,
    received: received.map((member) => ({ member, isSent: false, result: blame })),
    children,
    blame,
    needsMore: received.length === 0 && !isExplained,
  };
}

/** Compares each alternative of the sender with those of the receiver that may accept it. */
class MemberComparer {
  readonly #context: DiffContext;
  readonly #pair: FacetPair;
  readonly #group: Group;
  readonly #sender: Union;
  readonly #receiver: Union;
  readonly #isLoose: boolean;
  readonly #known = new Map<SchemaNode, Comparison>();

  constructor(context: DiffContext, pair: FacetPair, group: Group) {
    const { base, head } = group;
    [this.#sender, this.#receiver] = pair.direction === "request" ? [base, head] : [head, base];
    const { keyword, members } = this.#receiver;
    this.#isLoose = keyword === "anyOf" || context.hasOpenAlternatives(members);
    this.#context = context;
    this.#pair = pair;
    this.#group = group;
  }

  /** The result for all alternatives together. */
  whole(): Comparison {
    if (this.#group.isWhole) return this.#context.decide(this.#pair, this.#group.demand);
    const results = this.#sender.members.map((member) => this.decide(member));
    const worst = ["broken", "unknown"].map((wanted) => results.find(({ kind }) => kind === wanted));
    return worst.find((result) => result !== undefined) ?? FINE;
  }

  decide(member: SchemaNode): Comparison {
    const result = this.#known.get(member) ?? this.#compare(member);
    this.#known.set(member, result);
    return result;
  }

  #compare(member: SchemaNode): Comparison {
    if (this.#group.isWhole) return this.#ask([member], this.#group.demand);
    const { keyword, members } = this.#receiver;
    const near = members.filter((other) => !areDisjoint(member, other));
    const isRequest = this.#pair.direction === "request";
    if (isUntouched(this.#group, { member, near: this.#isLoose ? [] : near, isRequest })) return FINE;
    // A pair that shares no value with the other alternatives is compared in its own diff.
    const partner = partnerOf(this.#group, member, isRequest);
    if (near.length === 1 && near[0] === partner && isApart(this.#receiver, partner)) return OPEN;
    const nearest = near.filter((other) => softTags(member, other).length === 0);
    const hasTags = this.#isLoose && nearest.length < near.length;
    const tagged = hasTags ? this.#askTagged(member, near, nearest) : FINE;
    return tagged.kind === "included" ? this.#ask([member], [{ [keyword]: near }]) : tagged;
  }

  /** A value with a tag fits only alternatives that know the tag. This is decided first, as it needs the least search. */
  #askTagged(member: SchemaNode, near: readonly SchemaNode[], nearest: readonly SchemaNode[]): Comparison {
    const names = near.flatMap((other) => softTags(member, other));
    const tagged = this.#context.synthetic(member.pointer, { required: [...new Set(names)] });
    return this.#ask([member, tagged], [nearest.length > 0 ? { anyOf: nearest } : { booleanSchema: false }]);
  }

  #ask(senders: readonly SchemaNode[], demand: readonly Keywords[]): Comparison {
    const { comparer, allOf, loosen, demandOf } = this.#context;
    const { pairs, removed, added } = this.#group;
    const touched = pairs.length + removed.length + added.length;
    return comparer.decide({
      // The keywords beside the union apply to each alternative.
      sender: allOf([this.#pair.sender.node, ...senders]),
      receiver: loosen(demandOf(this.#pair, demand)),
      unconfirmed: true,
      share: 1 / Math.max(1, touched - FEW_MEMBERS),
    });
  }
}

/** Up to this many alternatives, each may take the whole limit of work. */
const FEW_MEMBERS = 8;

/** The alternative has the result of its pair. */
const OPEN: Comparison = { kind: "unknown", stop: undefined };

function isApart({ members }: Union, member: SchemaNode | undefined): boolean {
  return member !== undefined && members.every((other) => other === member || areDisjoint(member, other));
}

function partnerOf({ pairs }: Group, member: SchemaNode, isRequest: boolean): SchemaNode | undefined {
  const found = pairs.find(([base, head]) => (isRequest ? base : head) === member);
  return found && (isRequest ? found[1] : found[0]);
}

interface Nearness {
  readonly member: SchemaNode;
  readonly near: readonly SchemaNode[];
  readonly isRequest: boolean;
}

/** Neither the alternative nor any other that may accept its values changed. */
function isUntouched({ base, head, kept }: Group, { member, near, isRequest }: Nearness): boolean {
  if (base.keyword !== head.keyword) return false;
  const [own, others] = isRequest ? [0, 1] : [1, 0];
  return (
    kept.some((same) => same[own] === member) &&
    near.every((other) => kept.some((same) => same[others] === other))
  );
}

function child(
  pair: FacetPair,
  { base, head, covered }: Pick<NodePair, "base" | "head"> & Pick<ChildDiff, "covered">,
): ChildDiff {
  const node = pair.direction === "request" ? base : head;
  return { step: { kind: "alternative", node }, pair: { ...pair, base, head }, covered };
}
