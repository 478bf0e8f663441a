import { canonicalJson, type JsonType, type JsonValue } from "@gatehouse/contract";
import { hasCertainMembers, type Keywords, type SchemaNode } from "../schema/SchemaNode.ts";
import { writeJsonSchema } from "../values/createValidator.ts";
import { proofSource } from "./ProofSource.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { ObjectCell, Opaque, Term } from "./Term.ts";

/** A condition that cells cannot express, with the types it concerns. */
export interface OpaqueCondition {
  readonly types: readonly JsonType[];
  readonly condition: Opaque;
}

/** The conditions of a schema that cells cannot express; such a condition only implies itself. */
export function opaqueConditions(space: SetSpace, node: SchemaNode): OpaqueCondition[] {
  const found: OpaqueCondition[] = [];
  const { keywords } = node;
  if (keywords.unevaluatedProperties && !hasCertainMembers(node)) {
    found.push({ types: ["object"], condition: wholeSchema(space, node, "unevaluatedItems") });
  }
  if (keywords.unevaluatedItems) {
    found.push({ types: ["array"], condition: wholeSchema(space, node, "unevaluatedProperties") });
  }
  return found;
}

/** What is left unevaluated depends on the whole schema, so the whole schema is the condition. */
function wholeSchema(space: SetSpace, node: SchemaNode, without: keyof Keywords): Opaque {
  const { [without]: _, ...keywords } = node.keywords;
  const reduced: SchemaNode = { ...node, keywords };
  return {
    key: canonicalJson(writeJsonSchema(reduced)),
    negated: false,
    holds: (value) => space.evaluation.evaluate(reduced, value) !== undefined,
  };
}

/** By name the listed values of the members of a cell. */
type Tags = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<ObjectCell, Tags>();

/** Tells whether a member that one of the cells requires has listed values that the two do not share. */
export function differInTag(left: ObjectCell, right: ObjectCell): boolean {
  const [one, other] = [tagsOf(left), tagsOf(right)];
  return [...one].some(([name, values]) => {
    const others = other.get(name);
    const isThere = left.required.has(name) || right.required.has(name);
    return others !== undefined && isThere && ![...values].some((value) => others.has(value));
  });
}

function tagsOf(cell: ObjectCell): Tags {
  const found = known.get(cell);
  if (found) return found;
  const tags = new Map<string, ReadonlySet<string>>();
  for (const { properties } of cell.parts) {
    for (const [name, term] of properties) {
      const values = listedValues(term)?.map(canonicalJson);
      const before = tags.get(name);
      if (values) tags.set(name, new Set(before ? values.filter((value) => before.has(value)) : values));
    }
  }
  known.set(cell, tags);
  return tags;
}

function listedValues(term: Term): readonly JsonValue[] | undefined {
  if (term.kind === "sent") return listedValues(term.term);
  if (term.kind === "cell") return term.cell.type === "finite" ? term.cell.values : undefined;
  if (term.kind === "all") return term.terms.map(listedValues).find((values) => values !== undefined);
  return term.kind === "schema" ? proofSource([term.node]).values : undefined;
}
