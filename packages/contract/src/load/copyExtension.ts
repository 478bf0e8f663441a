import type { JsonObject, JsonValue } from "../Contract.ts";
import { isList, isObject, setOwn } from "../json/jsonValues.ts";
import type { BundleContext, Placed } from "./BundleContext.ts";
import { asReference } from "./copyReference.ts";
import { COMPONENT_SECTIONS, type ObjectKind } from "./objectShapes.ts";

/**
 * Copies what stands under an `x-` field. References in it are carried along where they lead somewhere; what they
 * mean is not ours to decide, so one that leads nowhere stays as it is.
 */
export function copyExtension(context: BundleContext, source: Placed): JsonValue {
  const { value, place } = source;
  if (isList(value)) {
    const items = value.map((item, index) =>
      copyExtension(context, { value: item, place: place.child(String(index)) }),
    );
    return context.remember(items, place);
  }
  if (!isObject(value)) return value;
  const reference = asReference(source);
  if (reference !== undefined) {
    const target = context.resolve(reference.reference, place);
    if (typeof target === "string") return value;
    return context.remember(
      { ...value, $ref: context.referenceTo(kindOf(target, place.key), target) },
      place,
    );
  }
  const copy: Record<string, JsonValue> = {};
  for (const [key, child] of Object.entries(value)) {
    setOwn(copy, key, copyExtension(context, { value: child, place: place.child(key) }));
  }
  return context.remember(copy, place);
}

function kindOf({ value, place }: Placed, key: string): ObjectKind {
  const section = place.segments[0] === "components" ? place.segments[1] : undefined;
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
