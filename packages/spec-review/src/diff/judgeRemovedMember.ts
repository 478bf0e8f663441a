import { propertyBecameReadOnly } from "../rules/schema/propertyBecameReadOnly.ts";
import { propertyBecameWriteOnly } from "../rules/schema/propertyBecameWriteOnly.ts";
import { propertyRemoved } from "../rules/schema/propertyRemoved.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { terms } from "../sets/terms.ts";
import { universalCells } from "../sets/universalCells.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import { isHiddenMember, memberNodes } from "./memberNodes.ts";
import { restOfMembers } from "./restOfMembers.ts";
import type { ChangeVerdict, Direction, Illustration } from "./SchemaChange.ts";

/** What a removed member does to whom. */
export function judgeRemovedMember(
  context: DiffContext,
  pair: FacetPair,
  name: string,
): { readonly rule: string; readonly verdict: ChangeVerdict } {
  const verdict = context.judge(pair, demandWithout(pair, name));
  const isLost = verdict.kind !== "broken" && !isStillDescribed(context, pair, name);
  return {
    rule: ruleOf(pair, name),
    verdict: isLost
      ? {
          kind: "lost",
          illustration: illustrateMember(context, { direction: pair.direction, old: pair.before.node }, name),
        }
      : verdict,
  };
}

function ruleOf({ after, direction }: FacetPair, name: string): string {
  if (!isHiddenMember(after, name)) return propertyRemoved.id;
  return direction === "request" ? propertyBecameReadOnly.id : propertyBecameWriteOnly.id;
}

/** A request must get by with the new object as it is without the member; a response must still bring the member. */
function demandWithout(pair: FacetPair, name: string): readonly Keywords[] {
  const { direction, sender, receiver } = pair;
  if (direction === "response") return receiver.required.has(name) ? [{ required: [name] }] : [];
  const others = new Map([...sender.properties].filter(([other]) => other !== name));
  return restOfMembers(receiver, { ...sender, properties: others });
}

/** A pattern or a schema for all other members still says what the member is. */
function isStillDescribed(context: DiffContext, { after }: FacetPair, name: string): boolean {
  return memberNodes(context, after, name).some(
    ({ keywords }) => keywords.verdict === undefined && Object.keys(keywords).length > 0,
  );
}

/** A value of an old schema that has the member. */
export function illustrateMember(
  context: DiffContext,
  { direction, old }: { readonly direction: Direction; readonly old: SchemaNode },
  name: string,
): Illustration | undefined {
  const { space, judge } = context.comparer;
  const present = terms.cell({ ...universalCells.object, required: new Set([name]) });
  space.refill();
  for (const value of space.samples(terms.all([terms.schema(old), present]))) {
    if (!judge.judge(old, value)?.valid) return undefined;
    const problem =
      direction === "request"
        ? `the new document does not know "${name}" any more`
        : `the new document does not promise "${name}" any more`;
    return { value, problem };
  }
  return undefined;
}
