import { canonicalJson, type JsonType } from "@gatehouse/contract";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import { writeJsonSchema } from "../values/writeJsonSchema.ts";
import { hasCertainMembers } from "./objectCellOf.ts";
import type { SetSpace } from "./SetSpace.ts";
import type { Opaque } from "./Term.ts";

/** A condition that cells cannot express, with the types it concerns. */
export interface OpaqueCondition {
  readonly types: readonly JsonType[];
  readonly condition: Opaque;
}

const EVERY_TYPE: readonly JsonType[] = ["null", "boolean", "number", "string", "array", "object"];

/** The conditions of a schema that cells cannot express; such a condition only implies itself. */
export function opaqueConditions(space: SetSpace, node: SchemaNode): OpaqueCondition[] {
  const found: OpaqueCondition[] = [];
  const { keywords } = node;
  if (keywords.opaque) found.push({ types: EVERY_TYPE, condition: unreadable(node) });
  if (keywords.unevaluatedProperties && !hasCertainMembers(node)) {
    found.push({ types: ["object"], condition: wholeSchema(space, node, "unevaluatedItems") });
  }
  if (keywords.unevaluatedItems) {
    found.push({ types: ["array"], condition: wholeSchema(space, node, "unevaluatedProperties") });
  }
  return found;
}

function unreadable(node: SchemaNode): Opaque {
  return { key: canonicalJson(node.raw), negated: false, holds: () => true };
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
