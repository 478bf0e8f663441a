import { propertyBecameOptional } from "../rules/schema/propertyBecameOptional.ts";
import { propertyBecameRequired } from "../rules/schema/propertyBecameRequired.ts";
import { inPlaceNodes } from "../schema/inPlaceNodes.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import type { Facets } from "./Facets.ts";
import { judgeAddedMember } from "./judgeAddedMember.ts";
import { judgeRemovedMember } from "./judgeRemovedMember.ts";
import { isHiddenMember, memberNodes } from "./memberNodes.ts";
import type { ChildDiff } from "./NodeDiff.ts";
import type { FoundChange } from "./SchemaChange.ts";

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
  const { rule, verdict } = judgeRemovedMember(context, pair, name);
  const base = { pointer: nodes[0]?.pointer ?? "", value: nodes[0]?.raw };
  return [{ rule, direction: pair.direction, subject: name, base, head: undefined, verdict }];
}

function added(context: DiffContext, pair: FacetPair, { name, nodes }: Member): FoundChange[] {
  if (isNamedSomewhere(pair.before, name)) return [];
  const { rule, verdict } = judgeAddedMember(context, pair, name);
  const head = { pointer: nodes[0]?.pointer ?? "", value: nodes[0]?.raw };
  return [{ rule, direction: pair.direction, subject: name, base: undefined, head, verdict }];
}

/** An alternative may name the member; then the comparison of alternatives has the say. */
function isNamedSomewhere({ nodes }: Facets, name: string): boolean {
  return inPlaceNodes(nodes).some(({ keywords }) => keywords.properties?.has(name));
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
    verdict: context.judge(pair, demand),
  };
}

function requirementSide(facets: Facets, name: string): FoundChange["base"] {
  const required = facets.required.get(name);
  const declared = facets.properties.get(name)?.[0]?.pointer ?? facets.node.pointer;
  return { pointer: required ?? declared, value: required ? "required" : "optional" };
}
