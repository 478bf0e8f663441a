import type { JsonValue } from "../Contract.ts";
import { describeType, isList, isObject, setOwn } from "../json/jsonValues.ts";
import type { BundleContext, SourceValue } from "./BundleContext.ts";
import type { FieldRule, ObjectKind } from "./objectShapes.ts";

/** The context that also copies objects by their kind. */
export interface KindCopier extends BundleContext {
  copyKind(kind: ObjectKind, source: SourceValue): JsonValue;
}

/** Checks what a field holds against its rule and copies it. */
export function copyValue(context: KindCopier, rule: FieldRule, source: SourceValue): JsonValue {
  if (rule.startsWith("[]")) return copyList(context, rule.slice(2) as FieldRule, source);
  if (rule.startsWith("{}")) return copyMap(context, rule.slice(2) as FieldRule, source);
  switch (rule) {
    case "data":
      return source.value;
    case "string":
    case "boolean":
      return copyScalar(context, rule, source);
    default:
      return context.copyKind(rule as ObjectKind, source);
  }
}

function copyList(context: BundleContext, rule: FieldRule, { value, node }: SourceValue): JsonValue {
  if (!isList(value)) {
    reportType(context, { value, node }, "a list");
    return value;
  }
  const items = value.map((item, index) =>
    context.copy(rule, { value: item, node: node.child(String(index)) }),
  );
  return context.remember(items, node);
}

function copyMap(context: BundleContext, rule: FieldRule, { value, node }: SourceValue): JsonValue {
  if (!isObject(value)) {
    reportType(context, { value, node }, "an object");
    return value;
  }
  const copy: Record<string, JsonValue> = {};
  for (const [key, child] of Object.entries(value)) {
    setOwn(copy, key, context.copy(rule, { value: child, node: node.child(key) }));
  }
  return context.remember(copy, node);
}

function copyScalar(context: BundleContext, type: "string" | "boolean", source: SourceValue): JsonValue {
  if (typeof source.value !== type) reportType(context, source, type === "string" ? "text" : "true or false");
  return source.value;
}

function reportType(context: BundleContext, { value, node }: SourceValue, expected: string): void {
  const hint =
    typeof value === "number" && expected === "text" ? ` Write '${value}' in quotation marks.` : "";
  context.report(node, {
    rule: "wrong-type",
    message: `"${node.key}" holds ${describeType(value)}, but it takes ${expected}.`,
    advice: hint === "" ? `Write ${expected}.` : hint.trim(),
  });
}
