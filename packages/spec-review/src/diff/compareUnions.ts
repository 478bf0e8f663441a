import type { Verdict } from "../compare/Verdict.ts";
import { alternativeAdded } from "../rules/schema/alternativeAdded.ts";
import { alternativeRemoved } from "../rules/schema/alternativeRemoved.ts";
import { compositionChanged } from "../rules/schema/compositionChanged.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import type { Facets, Union } from "./Facets.ts";
import { matchMembers } from "./matchMembers.ts";
import { memberLabel } from "./memberLabel.ts";
import type { ChildDiff } from "./NodeDiff.ts";
import type { FoundChange } from "./SchemaChange.ts";

interface Found {
  readonly changes: readonly FoundChange[];
  readonly children: readonly ChildDiff[];
}

/** Two unions at the same place, or a union and a schema that is alone. */
interface UnionPair {
  readonly base: Union;
  readonly head: Union;
  /** What the receiving side's union demands. */
  readonly demand: readonly Keywords[];
}

/** Tells whether the two sides are composed alike, so that they can be compared keyword by keyword. */
export function areComposedAlike({ before, after }: FacetPair): boolean {
  return before.unions.length === after.unions.length;
}

/** The changes of unions where both sides have as many. */
export function compareUnions(context: DiffContext, pair: FacetPair): Found {
  const found = pair.before.unions.map((base, index) => {
    const head = pair.after.unions[index];
    if (!head) return { changes: [], children: [] };
    const receiver = pair.direction === "request" ? head : base;
    return compareGroup(context, pair, { base, head, demand: [{ [receiver.keyword]: receiver.members }] });
  });
  return {
    changes: found.flatMap(({ changes }) => changes),
    children: found.flatMap(({ children }) => children),
  };
}

/** The changes where one side is composed otherwise than the other: each side counts as its alternatives. */
export function compareComposition(context: DiffContext, pair: FacetPair): Found {
  const [base, head] = [asUnion(pair.before), asUnion(pair.after)];
  const demand = [{ allOf: [pair.receiver.node] }];
  if (meanTheSame(context, pair)) return { changes: [], children: [] };
  if (base && head) return compareGroup(context, pair, { base, head, demand });
  const verdict = context.judge(pair, demand);
  return { changes: [compositionChange(pair, pair, verdict)], children: [] };
}

/** Two ways to write the same set of values. */
function meanTheSame(context: DiffContext, { before, after }: FacetPair): boolean {
  const includes = (sender: SchemaNode, receiver: SchemaNode) =>
    context.comparer.decide({ sender, receiver, literal: true, unconfirmed: true }).kind === "included";
  return includes(before.node, after.node) && includes(after.node, before.node);
}

function asUnion({ unions, node, nullableUnion }: Facets): Union | undefined {
  const [union] = unions;
  if (!union && nullableUnion) return nullableUnion;
  if (!union) return { keyword: "anyOf", members: [node], pointer: node.pointer };
  return unions.length === 1 ? union : undefined;
}

function compareGroup(context: DiffContext, pair: FacetPair, unions: UnionPair): Found {
  const { base, head, demand } = unions;
  const { pairs, removed, added } = matchMembers(context, base.members, head.members);
  const changed = pairs.filter(([old, now]) => !context.saysTheSame(old, now));
  if (changed.length + removed.length + added.length === 0 && base.keyword === head.keyword) {
    return { changes: [], children: [] };
  }
  const whole = context.judge(pair, demand);
  const judgeMember = (member: SchemaNode): Verdict =>
    whole.kind === "included"
      ? whole
      : context.comparer.decide({
          // What is said beside the union holds for each alternative.
          sender: context.allOf([pair.sender.node, member]),
          receiver: context.demandOf(pair, demand),
          unconfirmed: true,
        });
  const [sent, received] = pair.direction === "request" ? [removed, added] : [added, removed];
  const sentVerdicts = sent.map((member) => ({ member, verdict: judgeMember(member) }));
  const children = changed.map(([old, now]): ChildDiff => {
    const sender = pair.direction === "request" ? old : now;
    const covered = judgeMember(sender).kind === "included";
    return { step: undefined, pair: { ...pair, base: old, head: now }, covered };
  });
  const isExplained =
    whole.kind === "included" ||
    sentVerdicts.some(({ verdict }) => verdict.kind === "broken") ||
    children.some(({ covered }) => !covered);
  const blame: Verdict = isExplained ? { kind: "included" } : whole;
  const alternatives = [
    ...sentVerdicts.map(({ member, verdict }) =>
      alternative(pair, unions, { member, isSent: true, verdict }),
    ),
    ...received.map((member) => alternative(pair, unions, { member, isSent: false, verdict: blame })),
  ];
  const needsMore = received.length === 0 && !isExplained;
  const composition =
    needsMore || (base.keyword !== head.keyword && alternatives.length === 0)
      ? [compositionChange(pair, unions, blame)]
      : [];
  return { changes: [...alternatives, ...composition], children };
}

interface Alternative {
  readonly member: SchemaNode;
  readonly isSent: boolean;
  readonly verdict: Verdict;
}

function alternative(
  pair: FacetPair,
  unions: UnionPair,
  { member, isSent, verdict }: Alternative,
): FoundChange {
  const isRemoved = isSent === (pair.direction === "request");
  const own = { pointer: member.pointer, value: member.raw === true ? undefined : member.raw };
  return {
    rule: isRemoved ? alternativeRemoved.id : alternativeAdded.id,
    direction: pair.direction,
    subject: memberLabel(member),
    base: isRemoved ? own : { pointer: unions.base.pointer, value: undefined },
    head: isRemoved ? { pointer: unions.head.pointer, value: undefined } : own,
    verdict,
  };
}

function compositionChange(
  { direction, before, after }: FacetPair,
  sides: UnionPair | FacetPair,
  verdict: Verdict,
): FoundChange {
  const isUnions = "demand" in sides;
  return {
    rule: compositionChanged.id,
    direction,
    subject: undefined,
    base: isUnions ? unionSide(sides.base) : { pointer: before.node.pointer, value: before.node.raw },
    head: isUnions ? unionSide(sides.head) : { pointer: after.node.pointer, value: after.node.raw },
    verdict,
  };
}

function unionSide({ pointer, keyword, members }: Union): FoundChange["base"] {
  return { pointer, value: { [keyword]: members.map(memberLabel) } };
}
