import type { JsonObject, JsonValue } from "../Contract.ts";
import { describeType, isObject, textOf } from "../json/jsonValues.ts";
import type { BundleContext, SourceValue } from "./BundleContext.ts";
import { COMPONENT_SECTIONS, type ObjectKind } from "./objectShapes.ts";

const MAX_HOPS = 64;

/** A value that refers to another one. */
export interface Reference extends SourceValue {
  readonly value: JsonObject;
  readonly reference: string;
  /** The keyword that holds the reference. @default "$ref" */
  readonly keyword?: "$dynamicRef";
}

/** The value as a reference, if it is one. */
export function asReference({ value, node }: SourceValue): Reference | undefined {
  const reference = isObject(value) ? textOf(value.$ref) : undefined;
  return reference === undefined || !isObject(value) ? undefined : { value, node, reference };
}

/** Reports a `$ref` that is no text, where a reference can stand. */
export function reportBrokenReference(
  context: BundleContext,
  kind: ObjectKind,
  { value, node }: SourceValue,
): void {
  if (!isObject(value) || !Object.hasOwn(value, "$ref") || typeof value.$ref === "string") return;
  if (COMPONENT_SECTIONS[kind] === undefined && kind !== "pathItem") return;
  context.report(node.child("$ref"), {
    rule: "wrong-type",
    message: `"$ref" holds ${describeType(value.$ref)}, but a reference is text.`,
    advice: 'Write the address of what is meant, such as "#/components/schemas/Pet".',
  });
}

/** Finds the target of a reference for an object of a kind; reports what is wrong with it. */
export function resolveTarget(
  context: BundleContext,
  kind: ObjectKind,
  source: Reference,
): SourceValue | undefined {
  const node = source.node.child(source.keyword ?? "$ref");
  const target = context.resolve(source.reference, source.node);
  if (typeof target === "string") {
    context.report(node, {
      rule: "unresolved-reference",
      message: `The reference "${source.reference}" has no target: ${target}.`,
      advice: "Correct the reference or add what it names.",
    });
    return undefined;
  }
  const actual = sectionOf(target);
  const wanted = COMPONENT_SECTIONS[kind];
  if (actual !== undefined && wanted !== undefined && actual !== wanted) {
    context.report(node, {
      rule: "wrong-type",
      message: `The reference "${source.reference}" leads into "${actual}", but this location takes one of "${wanted}".`,
      advice: `Refer to one of the document's "${wanted}".`,
    });
    return undefined;
  }
  context.expectKind(kind, node, target.node);
  return endsSomewhere(context, source, target) ? target : undefined;
}

/** Copies a reference, so that it leads into the bundled document. */
export function copyReference(context: BundleContext, kind: ObjectKind, source: Reference): JsonValue {
  const target = resolveTarget(context, kind, source);
  if (target === undefined) return context.remember({}, source.node);
  const siblings: Record<string, JsonValue> = {};
  for (const key of context.is31 ? ["summary", "description"] : []) {
    const value = source.value[key];
    if (value !== undefined) siblings[key] = context.copy("string", { value, node: source.node.child(key) });
  }
  return context.remember({ $ref: context.referenceTo(kind, target), ...siblings }, source.node);
}

function sectionOf({ node }: SourceValue): string | undefined {
  const [components, section, name, ...rest] = node.segments;
  return components === "components" && name !== undefined && rest.length === 0 ? section : undefined;
}

function endsSomewhere(context: BundleContext, source: Reference, target: SourceValue): boolean {
  const seen = new Set<JsonValue>();
  let next: SourceValue | string = target;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    if (typeof next === "string") return true; // Reported where that reference stands.
    const further = asReference(next);
    if (further === undefined || Object.keys(further.value).length > 1) return true;
    if (seen.has(next.value)) break;
    seen.add(next.value);
    next = context.resolve(further.reference, further.node);
  }
  const isCycle = seen.size < MAX_HOPS;
  context.report(source.node.child("$ref"), {
    rule: isCycle ? "cyclic-reference" : "too-deep",
    message: isCycle
      ? `The reference "${source.reference}" leads from reference to reference and never to a value.`
      : `The reference "${source.reference}" leads through more than ${MAX_HOPS} references.`,
    advice: "Replace one of these references by its target.",
  });
  return false;
}
