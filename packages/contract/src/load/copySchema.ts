import type { JsonObject, JsonValue } from "../Contract.ts";
import {
  childOf,
  describeType,
  elementsOf,
  entriesOf,
  isObject,
  setOwn,
  textOf,
} from "../json/jsonValues.ts";
import { nearestName } from "../nearestName.ts";
import type { BundleContext, SourceValue } from "./BundleContext.ts";
import { checkKeyword, reportPattern } from "./checkKeyword.ts";
import { copyExtension } from "./copyExtension.ts";
import { asReference, type Reference, resolveTarget } from "./copyReference.ts";
import type { FieldRule } from "./objectShapes.ts";
import type { SourceNode } from "./SourceNode.ts";
import { type KeywordRule, SCHEMA_KEYWORDS_30, SCHEMA_KEYWORDS_31 } from "./schemaKeywords.ts";

// References are rewritten to pointers into the bundled document, so a base address would only mislead them.
const NAMES_OF_SCHEMAS = new Set(["$id", "$anchor", "$schema"]);

/** Checks the keywords of a schema and copies it. */
export function copySchema(context: BundleContext, source: SourceValue): JsonValue {
  const { value, node } = source;
  if (typeof value === "boolean" && context.is31) return value;
  if (!isObject(value)) {
    context.report(node, {
      rule: "wrong-type",
      message: `This is ${describeType(value)}, but a schema is an object.`,
      advice: "Write an object with the keywords of a schema.",
    });
    return value;
  }
  const reference = asReference(source);
  const copy: Record<string, JsonValue> = {};
  context.remember(copy, node);
  if (reference !== undefined) {
    const target = resolveTarget(context, "schema", reference);
    if (target !== undefined) copy.$ref = context.referenceTo("schema", target);
    if (!context.is31) return copy; // OpenAPI 3.0.4, 4.7.23: keywords beside a reference are ignored.
  }
  if (context.is31) checkDialect(context, { value: value.$schema ?? "", node: node.child("$schema") });
  for (const [keyword, child] of Object.entries(value)) {
    if (keyword === "$ref" || keyword === "$dynamicRef" || NAMES_OF_SCHEMAS.has(keyword)) continue;
    setOwn(copy, keyword, copyKeyword(context, keyword, { value: child, node: node.child(keyword) }));
  }
  if (!context.is31 && value.readOnly === true && value.writeOnly === true) {
    context.report(node.child("writeOnly"), {
      rule: "conflicting-fields", // OpenAPI 3.0.4, 4.7.24.
      message: "A property cannot be read-only and write-only.",
      advice: "Remove one of the two.",
    });
  }
  if (context.is31 && value.$dynamicRef !== undefined) copyDynamicReference(context, source, copy);
  return copy;
}

/**
 * A `$dynamicRef` to a dynamic anchor follows the way that leads to it, so it keeps its name; every schema that it can
 * mean comes along. One to anything else is a plain reference (JSON Schema 2020-12, 8.2.3.2).
 */
function copyDynamicReference(
  context: BundleContext,
  { value, node }: SourceValue,
  copy: Record<string, JsonValue>,
): void {
  const text = textOf(childOf(value, "$dynamicRef"));
  if (text === undefined) return;
  const source = { value: { $ref: text }, node, reference: text, keyword: "$dynamicRef" } as const;
  const target = resolveTarget(context, "schema", source);
  if (target === undefined) return;
  const name = textOf(childOf(target.value, "$dynamicAnchor"));
  const reference = context.referenceTo("schema", target);
  if (name !== undefined && text.endsWith(`#${name}`)) {
    copy.$dynamicRef = reference;
    for (const other of context.dynamicallyAnchored(name)) context.referenceTo("schema", other);
  } else if (copy.$ref === undefined) {
    copy.$ref = reference;
  } else {
    const part = context.remember({ $ref: reference }, node);
    copy.allOf = context.remember([...elementsOf(copy.allOf), part], node.child("allOf"));
  }
}

const DIALECTS =
  /^https:\/\/(json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.[12]\/(dialect|schema)\/.*)#?$/;

/** Reports a dialect whose keywords may mean other things than those that we know; `""` where there is none. */
function checkDialect(context: BundleContext, { value, node }: SourceValue): void {
  if (value === "" || (typeof value === "string" && DIALECTS.test(value))) return;
  context.report(node, {
    rule: "unsupported-dialect",
    message: `The schema is written in the dialect ${JSON.stringify(value)}; only JSON Schema 2020-12 is read.`,
    advice: 'Rewrite the schema in JSON Schema 2020-12 and remove its "$schema".',
  });
}

/** The target of a schema that is only a reference. */
export function asPlainReference(source: SourceValue): Reference | undefined {
  const reference = asReference(source);
  return reference !== undefined && Object.keys(reference.value).length === 1 ? reference : undefined;
}

function copyKeyword(context: BundleContext, keyword: string, source: SourceValue): JsonValue {
  const keywords = context.is31 ? SCHEMA_KEYWORDS_31 : SCHEMA_KEYWORDS_30;
  if (keyword.startsWith("x-")) return copyExtension(context, source);
  const rule = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
  if (rule !== undefined && MISPLACED[rule] !== undefined && asReference(source)) {
    return context.copy(MISPLACED[rule], source);
  }
  if (rule !== undefined) {
    return checkKeyword(context, rule, source) ? copyByRule(context, rule, source) : source.value;
  }
  if (!context.is31) reportUnknown(context, keyword, source);
  return source.value;
}

function copyByRule(context: BundleContext, rule: KeywordRule, source: SourceValue): JsonValue {
  const { value, node } = source;
  switch (rule) {
    case "schema":
      return copySchema(context, source);
    case "boolean or schema":
      return typeof value === "boolean" ? value : copySchema(context, source);
    case "array of schemas":
      return context.copy("[]schema", source);
    case "map of schemas":
      if (node.key === "patternProperties") checkPatterns(context, source);
      return context.copy("{}schema", source);
    case "xml":
      return context.copy("xml", source);
    case "discriminator":
      return copyDiscriminator(context, { value: context.copy("discriminator", source), node });
    default:
      return value;
  }
}

function checkPatterns(context: BundleContext, { value, node }: SourceValue): void {
  for (const [pattern] of entriesOf(value))
    reportPattern(context, { value: pattern, node: node.child(pattern) });
}

/** A mapping names schemas by component name or by reference; references to other files are carried along. */
function copyDiscriminator(context: BundleContext, { value, node }: SourceValue): JsonValue {
  if (!isObject(value)) return value;
  const { defaultMapping } = value;
  const fallback = typeof defaultMapping === "string" && {
    defaultMapping: copyMappingTarget(context, defaultMapping, node.child("defaultMapping")),
  };
  if (!isObject(value.mapping)) return context.remember({ ...value, ...fallback }, node);
  const mapping: Record<string, JsonValue> = {};
  const mappingNode = node.child("mapping");
  for (const [key, target] of Object.entries(value.mapping)) {
    const text = typeof target === "string" ? target : "";
    setOwn(mapping, key, copyMappingTarget(context, text, mappingNode.child(key)));
  }
  const copy: JsonObject = { ...value, ...fallback, mapping: context.remember(mapping, mappingNode) };
  return context.remember(copy, node);
}

function copyMappingTarget(context: BundleContext, target: string, node: SourceNode): JsonValue {
  const isName = /^[A-Za-z0-9._-]+$/.test(target);
  const byName = isName ? context.resolve(`#/components/schemas/${target}`, context.root) : undefined;
  if (byName !== undefined && typeof byName !== "string") return target;
  const found = context.resolve(target, node);
  if (typeof found !== "string") return context.referenceTo("schema", found);
  context.report(node, {
    rule: "unresolved-reference",
    message: `The discriminator's target "${target}" does not exist.`,
    advice: "Write the name of a schema among the components, or a reference to one.",
  });
  return target;
}

/** Keywords that hold no schema themselves: a reference there is none of JSON Schema, and is followed all the same. */
const MISPLACED: Readonly<Partial<Record<KeywordRule, FieldRule>>> = {
  "array of schemas": "[]schema",
  "map of schemas": "{}schema",
  "list of names": "[]data",
  list: "[]data",
};

function reportUnknown(context: BundleContext, keyword: string, { node }: SourceValue): void {
  const since31 = Object.hasOwn(SCHEMA_KEYWORDS_31, keyword) || keyword.startsWith("$");
  const near = nearestName(keyword, Object.keys(SCHEMA_KEYWORDS_30));
  context.report(node, {
    rule: "unknown-field",
    message: since31
      ? `A schema has the keyword "${keyword}" only since OpenAPI 3.1.`
      : `A schema of OpenAPI 3.0 has no keyword "${keyword}".`,
    advice:
      near === undefined || since31
        ? 'Remove it, begin its name with "x-", or write 3.1.1 as the version of the document.'
        : `Write "${near}" if that is meant, or remove it.`,
  });
}
