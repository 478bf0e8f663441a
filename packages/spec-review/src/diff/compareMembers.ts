import type { Facets } from "../facets/readFacets.ts";
import { restOfMembers } from "../facets/restOfMembers.ts";
import type { ChangeResult, FoundChange } from "../facets/SchemaChange.ts";
import {
  closedResponseExtended,
  propertyAdded,
  propertyBecameOptional,
  propertyBecameReadOnly,
  propertyBecameRequired,
  propertyBecameWriteOnly,
  propertyRemoved,
  requiredPropertyAdded,
} from "../rules/schema/memberRules.ts";
import { inPlaceNodes, type Keywords, memberSchemas, type SchemaNode } from "../schema/SchemaNode.ts";
import { type ChildDiff, type DiffContext, type FacetPair, illustrateMember } from "./DiffContext.ts";

/** Few clients validate responses, and those who do mostly skip what they do not know (Postel's law; RFC 9413 on its price). */
export const CLOSED: ChangeResult = {
  kind: "risky",
  reason:
    "The old document closes this object: a client that validates responses rejects the new member; one that ignores unknown members does not.",
};

interface AddedMember {
  readonly name: string;
  readonly result: ChangeResult;
}

const FREE_FORM =
  "The old object is free-form, so a caller may already send another value under this name; it would now be rejected.";

/** The changes of named members of an object, and the members to look into. */
export function compareMembers(
  context: DiffContext,
  pair: FacetPair,
): { readonly changes: FoundChange[]; readonly children: ChildDiff[] } {
  const { before, after } = pair;
  const names = new Set([...before.properties.keys(), ...after.properties.keys()]);
  const changes: FoundChange[] = [];
  const children: ChildDiff[] = [];
  for (const name of names) {
    const [old, now] = [before.properties.get(name), after.properties.get(name)];
    if (old && now) children.push(...memberChild(context, pair, name));
    else if (old) changes.push(...removed(context, pair, { name, nodes: old }));
    else if (now) changes.push(...added(context, pair, { name, nodes: now }));
  }
  return { changes: [...changes, ...requirementChanges(context, pair)], children };
}

function memberChild(context: DiffContext, pair: FacetPair, name: string): ChildDiff[] {
  const [base, head] = [pair.before, pair.after].map((facets) =>
    context.allOf(memberNodes(context, facets, name)),
  );
  if (!base || !head) return [];
  return [{ step: { kind: "member", name }, pair: { ...pair, base, head }, covered: false }];
}

interface Member {
  readonly name: string;
  readonly nodes: readonly SchemaNode[];
}

function removed(context: DiffContext, pair: FacetPair, { name, nodes }: Member): FoundChange[] {
  if (isNamedSomewhere(pair.after, name)) return [];
  const { rule, result } = decideRemovedMember(context, pair, name);
  const base = { pointer: nodes[0]?.pointer ?? "", value: nodes[0]?.raw };
  return [{ rule, direction: pair.direction, subject: name, base, head: undefined, result }];
}

function added(context: DiffContext, pair: FacetPair, { name, nodes }: Member): FoundChange[] {
  if (isNamedSomewhere(pair.before, name)) return [];
  const { rule, result } = decideAddedMember(context, pair, name);
  const head = { pointer: nodes[0]?.pointer ?? "", value: nodes[0]?.raw };
  return [{ rule, direction: pair.direction, subject: name, base: undefined, head, result }];
}

/** An alternative may name the member; then the comparison of alternatives has the say. */
function isNamedSomewhere({ nodes }: Facets, name: string): boolean {
  return inPlaceNodes(nodes).some(
    ({ keywords: { properties, hidden } }) => properties?.has(name) && !hidden?.has(name),
  );
}

function requirementChanges(context: DiffContext, pair: FacetPair): FoundChange[] {
  const { before, after } = pair;
  const isKept = (name: string) =>
    before.properties.has(name) === after.properties.has(name) &&
    !isHiddenMember(before, name) &&
    !isHiddenMember(after, name);
  const became = (rule: string, names: readonly string[]) =>
    names.filter(isKept).map((name) => requirementChange(context, pair, { rule, name }));
  return [
    ...became(
      propertyBecameRequired.id,
      [...after.required.keys()].filter((name) => !before.required.has(name)),
    ),
    ...became(
      propertyBecameOptional.id,
      [...before.required.keys()].filter((name) => !after.required.has(name)),
    ),
  ];
}

interface Requirement {
  readonly rule: string;
  readonly name: string;
}

function requirementChange(context: DiffContext, pair: FacetPair, { rule, name }: Requirement): FoundChange {
  const { before, after, receiver, direction } = pair;
  const demand = receiver.required.has(name) ? [{ required: [name] }] : [];
  return {
    rule,
    direction,
    subject: name,
    base: requirementSide(before, name),
    head: requirementSide(after, name),
    result: context.decide(pair, demand),
  };
}

function requirementSide(facets: Facets, name: string): FoundChange["base"] {
  const required = facets.required.get(name);
  const declared = facets.properties.get(name)?.[0]?.pointer ?? facets.node.pointer;
  return { pointer: required ?? declared, value: required ? "required" : "optional" };
}

/** What a new member does to whom. */
function decideAddedMember(
  context: DiffContext,
  pair: FacetPair,
  name: string,
): { readonly rule: string; readonly result: ChangeResult } {
  const { after, sender, receiver, direction } = pair;
  const isRequired = after.required.has(name);
  const result = context.decide(pair, demandOfMember(context, pair, name));
  const isShut = isHiddenMember(receiver, name) || isClosed(context, receiver, { name, result });
  if (direction === "response" && isShut) {
    return { rule: closedResponseExtended.id, result: CLOSED };
  }
  const rule = isRequired ? requiredPropertyAdded.id : propertyAdded.id;
  const isRisky = result.kind === "included" && direction === "request" && isFreeForm(sender);
  return { rule, result: isRisky ? { kind: "risky", reason: FREE_FORM } : result };
}

function isClosed({ comparer }: DiffContext, { nodes }: Facets, { name, result }: AddedMember): boolean {
  const { matches } = comparer.space.evaluation;
  return nodes.some(({ keywords: { additionalProperties: rest, unevaluatedProperties, ...keywords } }) => {
    if (rest?.keywords.booleanSchema === false && result.kind === "broken") return true;
    const patterns = [...(keywords.patternProperties?.keys() ?? [])];
    const isDescribed = rest !== undefined || patterns.some((pattern) => matches(pattern, name));
    return unevaluatedProperties?.keywords.booleanSchema === false && !isDescribed;
  });
}

function demandOfMember(context: DiffContext, pair: FacetPair, name: string): readonly Keywords[] {
  const { direction, sender, receiver } = pair;
  if (direction === "response") {
    const others = new Map([...sender.properties].filter(([other]) => other !== name));
    return restOfMembers(receiver, { ...sender, properties: others });
  }
  const node = context.allOf(memberNodes(context, receiver, name));
  return [{ properties: new Map([[name, node]]), ...(receiver.required.has(name) && { required: [name] }) }];
}

/** The object says that it takes anything, or says nothing at all. */
function isFreeForm({ nodes, properties, patternProperties }: Facets): boolean {
  if (properties.size + patternProperties.size === 0) return true;
  return nodes.some(({ keywords: { additionalProperties: rest } }) => {
    if (!rest) return false;
    return rest.keywords.booleanSchema ?? Object.keys(rest.keywords).length === 0;
  });
}

/** What a removed member does to whom. */
function decideRemovedMember(
  context: DiffContext,
  pair: FacetPair,
  name: string,
): { readonly rule: string; readonly result: ChangeResult } {
  const result = context.decide(pair, demandWithout(context, pair, name));
  const isLost = result.kind !== "broken" && !isStillDescribed(context, pair, name);
  return {
    rule: ruleOf(pair, name),
    result: isLost
      ? {
          kind: "lost",
          illustration: illustrateMember(context, { direction: pair.direction, old: pair.before.node }, name),
        }
      : result,
  };
}

function ruleOf({ after, direction }: FacetPair, name: string): string {
  if (!isHiddenMember(after, name)) return propertyRemoved.id;
  return direction === "request" ? propertyBecameReadOnly.id : propertyBecameWriteOnly.id;
}

/**
 * A request must get by with the new object as it is without the member, which may not be for requests any more; a
 * response must still bring the member.
 */
function demandWithout({ synthetic }: DiffContext, pair: FacetPair, name: string): readonly Keywords[] {
  const { direction, sender, receiver } = pair;
  if (isHiddenMember(receiver, name)) {
    return [{ properties: new Map([[name, synthetic(receiver.node.pointer, { booleanSchema: false })]]) }];
  }
  if (direction === "response") return receiver.required.has(name) ? [{ required: [name] }] : [];
  const others = new Map([...sender.properties].filter(([other]) => other !== name));
  return restOfMembers(receiver, { ...sender, properties: others });
}

/** Whether a pattern, or the schema of all other members, still describes the member. */
function isStillDescribed(context: DiffContext, { after }: FacetPair, name: string): boolean {
  return memberNodes(context, after, name).some(
    ({ keywords }) => keywords.booleanSchema === undefined && Object.keys(keywords).length > 0,
  );
}

/** All schemas of a member, including those for patterns and for all other members. */
function memberNodes(context: DiffContext, facets: Facets, name: string): SchemaNode[] {
  const { matches } = context.comparer.space.evaluation;
  return facets.nodes.flatMap(({ keywords: { properties, ...others } }) => {
    const isShown = properties !== undefined && !others.hidden?.has(name);
    const keywords = isShown ? { ...others, properties } : others;
    return memberSchemas(keywords, name, (pattern) => matches(pattern, name));
  });
}

/** Whether the document declares the member, but not for this direction (`readOnly`, `writeOnly`). */
function isHiddenMember({ nodes }: Facets, name: string): boolean {
  return nodes.some(({ keywords }) => keywords.hidden?.has(name));
}
