import type { JsonValue } from "../Contract.ts";
import { isObject } from "../json/jsonValues.ts";
import type { BundleContext, SourceValue } from "./BundleContext.ts";
import { asReference, type Reference, resolveTarget } from "./copyReference.ts";
import { COMPONENT_SECTIONS, type FieldRule, type ObjectKind } from "./objectShapes.ts";

/** Rules by which a `$ref` is a reference of OpenAPI, or plain text of the author. */
const OWN_REFERENCES: ReadonlySet<string> = new Set(["data", "boolean", "pathItem", "[]string", "{}string"]);

/** Copies of one document, and the references whose targets are being copied right now. */
export interface MisplacedContext extends BundleContext {
  readonly following: Set<string>;
}

/**
 * A `$ref` where OpenAPI has none: below `paths`, at an operation, for a whole `content` or `properties`. Bundlers
 * follow it, so many documents are written this way; the document is wrong, but its content is complete.
 */
export function asMisplaced(
  context: BundleContext,
  rule: FieldRule,
  source: SourceValue,
): Reference | undefined {
  // Media types can be components since OpenAPI 3.2.
  if (rule === "mediaType" && !context.is32) return asReference(source);
  if (OWN_REFERENCES.has(rule) || COMPONENT_SECTIONS[rule as ObjectKind] !== undefined) return undefined;
  return asReference(source);
}

/** Reports a misplaced reference and copies what it leads to; fields that stand beside it count before the target's. */
export function followMisplaced(
  context: MisplacedContext,
  rule: FieldRule,
  reference: Reference,
): JsonValue | undefined {
  const node = reference.node.child("$ref");
  context.report(node, {
    rule: "misplaced-reference",
    message: `OpenAPI has no reference at "${reference.node.key}".`,
    advice: "Write out its target, or bundle the document first.",
  });
  const target = resolveTarget(context, rule as ObjectKind, reference);
  if (target === undefined) return undefined;
  const { identity } = target.node;
  if (context.following.has(identity)) {
    context.report(node, {
      rule: "cyclic-reference",
      message: `The reference "${reference.reference}" leads back to itself.`,
      advice: "Write out its target.",
    });
    return undefined;
  }
  context.following.add(identity);
  const copy = context.copy(rule, target);
  context.following.delete(identity);
  const { $ref: _, ...siblings } = reference.value;
  if (Object.keys(siblings).length === 0 || !isObject(copy)) return copy;
  const own = context.copy(rule, { value: siblings, node: reference.node });
  return context.remember(isObject(own) ? { ...copy, ...own } : copy, target.node);
}
