import { isJsonObject, type JsonValue, pointerSegments } from "@gatehouse/contract";
import type { Comparison } from "../compare/createComparer.ts";
import type { Facets, Union } from "../facets/readFacets.ts";
import type { ChangeResult, FoundChange } from "../facets/SchemaChange.ts";
import {
  alternativeAdded,
  alternativeRemoved,
  alternativesOverlap,
  compositionChanged,
} from "../rules/schema/unionRules.ts";
import { words } from "../rules/words.ts";
import { inPlaceNodes, type SchemaNode } from "../schema/SchemaNode.ts";
import { type Alternative, checkGroup, type UnionPair } from "./checkGroup.ts";
import { type ChildDiff, type DiffContext, type FacetPair, illustrateMember } from "./DiffContext.ts";

interface Found {
  readonly changes: readonly FoundChange[];
  readonly children: readonly ChildDiff[];
}

/** The alternatives of two unions in pairs, in any order. */
interface MatchedMembers {
  readonly pairs: readonly (readonly [base: SchemaNode, head: SchemaNode])[];
  readonly removed: readonly SchemaNode[];
  readonly added: readonly SchemaNode[];
}

type Likeness = (context: DiffContext, base: SchemaNode, head: SchemaNode) => boolean;

/** From certain to plausible. */
const LIKENESSES: readonly Likeness[] = [
  (context, base, head) => context.isSameSchema(base, head),
  (_, base, head) => sameText(componentName(base), componentName(head)),
  (_, base, head) => sameText(tagOf(base), tagOf(head)),
  (_, base, head) => sameText(listedValue(base), listedValue(head)),
  (context, base, head) => sharesMembers(context, base, head),
  (_, base, head) => sameText(typeOf(base), typeOf(head)) && typeOf(base) !== "object",
];

/** Whether both sides have the same number of unions, so that they can be compared one by one. */
export function areComposedAlike({ before, after }: FacetPair): boolean {
  return before.unions.length === after.unions.length;
}

/** The changes of unions where both sides have as many. */
export function compareUnions(context: DiffContext, pair: FacetPair): Found {
  const found = pair.before.unions.map((base, index) => {
    const head = pair.after.unions[index];
    if (!head) return { changes: [], children: [] };
    const receiver = pair.direction === "request" ? head : base;
    return compareGroup(context, pair, {
      base,
      head,
      demand: [{ [receiver.keyword]: receiver.members }],
      isWhole: false,
    });
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
  if (base && head) return compareGroup(context, pair, { base, head, demand, isWhole: true });
  const result = context.decide(pair, demand);
  const [first, other] = [base ?? pair.before.unions[0], head ?? pair.after.unions[0]];
  const overlap =
    first && other ? overlapChange(context, pair, { base: first, head: other, demand, isWhole: true }) : [];
  return { changes: [compositionChange(pair, pair, result), ...overlap], children: [] };
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
  const { base, head } = unions;
  const { pairs, removed, added } = matchMembers(context, base.members, head.members);
  const changed = pairs.filter(([old, now]) => !context.isSameSchema(old, now));
  if (changed.length + removed.length + added.length === 0 && base.keyword === head.keyword) {
    return { changes: [], children: [] };
  }
  const kept = pairs.filter((same) => !changed.includes(same));
  const checked = checkGroup(context, pair, { ...unions, kept, pairs: changed, removed, added });
  const named = namesIn(pair.after.node);
  const alternatives = [...checked.sent, ...checked.received].map((one) =>
    alternative(pair, unions, { ...one, result: withLoss(context, pair, { ...one, named }) }),
  );
  const isOther = base.keyword !== head.keyword && alternatives.length === 0;
  const composition = checked.needsMore || isOther ? [compositionChange(pair, unions, checked.blame)] : [];
  const mayReport = alternatives.length + composition.length === 0;
  const overlap = overlapChange(context, pair, { ...unions, mayReport });
  const children = checked.children.map((one) => ({ ...one, named }));
  return { changes: [...alternatives, ...composition, ...overlap], children };
}

function namesIn(node: SchemaNode): ReadonlySet<string> {
  return new Set(inPlaceNodes([node]).flatMap(({ keywords }) => [...(keywords.properties?.keys() ?? [])]));
}

/** A member that no alternative declares any more is ignored, although open objects still accept its name. */
function withLoss(
  context: DiffContext,
  pair: FacetPair,
  { member, isSent, result, named }: Alternative & { readonly named: ReadonlySet<string> },
): ChangeResult {
  if (!isSent || pair.direction === "response" || result.kind !== "included") return result;
  const lost = [...namesIn(member)].find((name) => !named.has(name));
  return lost === undefined
    ? result
    : { kind: "lost", illustration: illustrateMember(context, { ...pair, old: member }, lost) };
}

/**
 * The change of `oneOf` for values that fit two open objects, or no longer do, which only the specification rejects.
 * @param mayReport whether no other change explains a value that fits two alternatives and must not
 */
function overlapChange(
  context: DiffContext,
  pair: FacetPair,
  { base, head, demand, mayReport = false }: UnionPair & { readonly mayReport?: boolean },
): FoundChange[] {
  const receiver = context.demandOf(pair, demand);
  const loose = context.loosen(receiver);
  if (loose === receiver) return [];
  const { comparer } = context;
  const { evaluate } = comparer.space.evaluation;
  const sender = pair.sender.node;
  const strict = comparer.decide({ sender, receiver, unconfirmed: true });
  if (strict.kind === "included") return [];
  const example = strict.kind === "broken" ? strict.witness.value : undefined;
  const sides = { base: unionSide(base), head: unionSide(head) };
  const overlap = { rule: alternativesOverlap.id, direction: pair.direction, subject: undefined, ...sides };
  if (example !== undefined && evaluate(loose, example) === undefined) {
    // Beside objects, as with `null`, the alternatives are counted.
    const { members } = pair.direction === "request" ? head : base;
    const fitting = members.filter((member) => evaluate(member, example) !== undefined);
    return mayReport && fitting.length > 1 ? [{ ...overlap, result: strict }] : [];
  }
  const letter = "By the specification, a value that fits several alternatives";
  const reason =
    example === undefined
      ? `${letter} may be rejected by one side only; no such value was found.`
      : `${letter} is rejected by one side only, for example ${words.code(example)}.`;
  const proof = strict.kind === "broken" ? strict : undefined;
  return [{ ...overlap, result: { kind: "risky", reason, proof } }];
}

function alternative(
  pair: FacetPair,
  unions: UnionPair,
  { member, isSent, result }: Alternative,
): FoundChange {
  const isRemoved = isSent === (pair.direction === "request");
  const own = { pointer: member.pointer, value: member.raw === true ? undefined : member.raw };
  return {
    rule: isRemoved ? alternativeRemoved.id : alternativeAdded.id,
    direction: pair.direction,
    subject: memberLabel(member),
    base: isRemoved ? own : { pointer: unions.base.pointer, value: undefined },
    head: isRemoved ? { pointer: unions.head.pointer, value: undefined } : own,
    result,
  };
}

function compositionChange(
  { direction, before, after }: FacetPair,
  sides: UnionPair | FacetPair,
  result: Comparison,
): FoundChange {
  const isUnions = "demand" in sides;
  return {
    rule: compositionChanged.id,
    direction,
    subject: undefined,
    base: isUnions ? unionSide(sides.base) : { pointer: before.node.pointer, value: before.node.raw },
    head: isUnions ? unionSide(sides.head) : { pointer: after.node.pointer, value: after.node.raw },
    result,
  };
}

function unionSide({ pointer, keyword, members }: Union): FoundChange["base"] {
  return { pointer, value: { [keyword]: members.map(memberLabel) } };
}

/** What a reader calls an alternative: the name of its component, its title, its tag, its type. */
function memberLabel(node: SchemaNode): string {
  return (
    componentName(node) ??
    titleOf(node) ??
    tagOf(node) ??
    listedValue(node) ??
    typeOf(node) ??
    "an alternative"
  );
}

/** The name of the component that an alternative refers to. */
function componentName(node: SchemaNode): string | undefined {
  const { ref, allOf } = node.keywords;
  if (ref) return pointerSegments(ref.pointer).at(-1);
  const [first] = allOf ?? [];
  const isMade = node.raw === true || allOf?.some(({ isNaming }) => isNaming);
  return first && isMade ? componentName(first) : undefined;
}

/** The fixed value of a member that distinguishes an alternative from the others. */
function tagOf(node: SchemaNode): string | undefined {
  for (const { keywords } of inPlaceNodes([node])) {
    for (const [name, child] of keywords.properties ?? []) {
      const value = fixedValue(child);
      if (value !== undefined) return `${name}: ${JSON.stringify(value)}`;
    }
  }
  return undefined;
}

/** The only value of an alternative. */
function listedValue(node: SchemaNode): string | undefined {
  const value = fixedValue(node);
  return value === undefined ? undefined : JSON.stringify(value);
}

function fixedValue({ keywords }: SchemaNode): JsonValue | undefined {
  if (keywords.const) return keywords.const.value;
  return keywords.enum?.length === 1 ? keywords.enum[0] : undefined;
}

function titleOf({ raw }: SchemaNode): string | undefined {
  return isJsonObject(raw) && typeof raw.title === "string" ? raw.title : undefined;
}

/** The types of an alternative, in words. */
function typeOf(node: SchemaNode): string | undefined {
  for (const { keywords } of inPlaceNodes([node])) {
    if (!keywords.types) continue;
    const names = [...keywords.types].map((type) =>
      type === "number" && keywords.integerOnly ? "integer" : type,
    );
    return names.join(" or ");
  }
  return undefined;
}

/** Matches the alternatives of two unions. */
function matchMembers(
  context: DiffContext,
  base: readonly SchemaNode[],
  head: readonly SchemaNode[],
): MatchedMembers {
  const pairs: (readonly [SchemaNode, SchemaNode])[] = [];
  let removed = [...base];
  let added = [...head];
  for (const isLike of LIKENESSES) {
    for (const member of removed) {
      const partner = added.find((candidate) => isLike(context, member, candidate));
      if (!partner) continue;
      pairs.push([member, partner]);
      added = added.filter((candidate) => candidate !== partner);
    }
    removed = removed.filter((member) => !pairs.some(([matched]) => matched === member));
  }
  return { pairs, removed, added };
}

function sameText(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && left === right;
}

/** At least half of the named members are common to both. */
function sharesMembers(context: DiffContext, base: SchemaNode, head: SchemaNode): boolean {
  const [old, now] = [context.facets(base).properties, context.facets(head).properties];
  const shared = [...old.keys()].filter((name) => now.has(name)).length;
  const tagsDiffer = tagOf(base) !== undefined && tagOf(head) !== undefined && tagOf(base) !== tagOf(head);
  return !tagsDiffer && shared > 0 && shared * 2 >= Math.max(old.size, now.size);
}
