import { closedResponseExtended, propertyAdded } from "../rules/schema/propertyAdded.ts";
import { requiredPropertyAdded } from "../rules/schema/requiredPropertyAdded.ts";
import type { Keywords } from "../schema/SchemaNode.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import type { Facets } from "./Facets.ts";
import { memberNodes } from "./memberNodes.ts";
import { restOfMembers } from "./restOfMembers.ts";
import type { ChangeVerdict } from "./SchemaChange.ts";

/** What a new member does to whom. */
export function judgeAddedMember(
  context: DiffContext,
  pair: FacetPair,
  name: string,
): { readonly rule: string; readonly verdict: ChangeVerdict } {
  const { after, sender, receiver, direction } = pair;
  const isRequired = after.required.has(name);
  const verdict = context.judge(pair, demandOfMember(context, pair, name));
  if (direction === "response" && isClosed(context, receiver, { name, verdict })) {
    return { rule: closedResponseExtended.id, verdict: CLOSED };
  }
  const rule = isRequired ? requiredPropertyAdded.id : propertyAdded.id;
  const isRisky = verdict.kind === "included" && direction === "request" && isFreeForm(sender);
  return { rule, verdict: isRisky ? { kind: "risky", reason: FREE_FORM } : verdict };
}

/** Few clients validate responses, and those who do mostly skip what they do not know (Postel's law; RFC 9413 on its price). */
export const CLOSED: ChangeVerdict = {
  kind: "risky",
  reason:
    "By the letter the old document closes this object: a client that validates responses against it rejects the new member; one that skips what it does not know reads on.",
};

interface AddedMember {
  readonly name: string;
  readonly verdict: ChangeVerdict;
}

function isClosed({ comparer }: DiffContext, { nodes }: Facets, { name, verdict }: AddedMember): boolean {
  const { matches } = comparer.space.evaluation;
  return nodes.some(({ keywords: { additionalProperties: rest, unevaluatedProperties, ...keywords } }) => {
    if (rest?.keywords.verdict === false && verdict.kind === "broken") return true;
    const patterns = [...(keywords.patternProperties?.keys() ?? [])];
    const isDescribed = rest !== undefined || patterns.some((pattern) => matches(pattern, name));
    return unevaluatedProperties?.keywords.verdict === false && !isDescribed;
  });
}

const FREE_FORM =
  "The old object is free-form, so a caller may already send something else under this name; it would now be refused.";

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
    return rest.keywords.verdict ?? Object.keys(rest.keywords).length === 0;
  });
}
