import type { JsonObject, JsonValue } from "../Contract.ts";
import { isList, isObject, setOwn } from "../json/jsonValues.ts";
import type { BundleContext, SourceValue } from "./BundleContext.ts";
import { asReference } from "./copyReference.ts";
import { COMPONENT_SECTIONS, type ObjectKind } from "./objectShapes.ts";

/**
 * Copies what stands under an `x-` field. References in it are carried along where they lead somewhere; what they
 * mean is not ours to decide, so one without a target is kept.
 */
export function copyExtension(context: BundleContext, source: SourceValue): JsonValue {
  const { value, node } = source;
  if (isList(value)) {
    const items = value.map((item, index) =>
      copyExtension(context, { value: item, node: node.child(String(index)) }),
    );
    return context.remember(items, node);
  }
  if (!isObject(value)) return value;
  const reference = asReference(source);
  if (reference !== undefined) {
    const target = context.resolve(reference.reference, node);
    if (typeof target === "string") return value;
    return context.remember({ ...value, $ref: context.referenceTo(kindOf(target, node.key), target) }, node);
  }
  const copy: Record<string, JsonValue> = {};
  for (const [key, child] of Object.entries(value)) {
    setOwn(copy, key, copyExtension(context, { value: child, node: node.child(key) }));
  }
  return context.remember(copy, node);
}

function kindOf({ value, node }: SourceValue, key: string): ObjectKind {
  const section = node.segments[0] === "components" ? node.segments[1] : undefined;
  for (const [kind, name] of Object.entries(COMPONENT_SECTIONS)) {
    if (name === section) return kind as ObjectKind;
  }
  if (/^([1-5](\d\d|XX)|default)$/.test(key)) return "response";
  return isObject(value) ? kindByFields(value) : "schema";
}

function kindByFields(value: JsonObject): ObjectKind {
  const has = (name: string): boolean => Object.hasOwn(value, name);
  if (has("in") && has("name")) return has("type") ? "securityScheme" : "parameter";
  if (has("description") && (has("headers") || has("content")) && !has("required")) return "response";
  if (has("content")) return "requestBody";
  if (has("schema")) return "header";
  if (has("operationId") || has("operationRef")) return "link";
  return has("value") ? "example" : "schema";
}
