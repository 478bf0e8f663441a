import {
  describeKeyword,
  isJsonEqual,
  isJsonObject,
  type JsonObject,
  type JsonType,
  type JsonValue,
  plainKeywords,
  pointerSegments,
  type SchemaNode,
} from "@gatehouse/contract";
import type { FieldDoc, SchemaDoc, VariantDoc } from "./DocsModel.ts";

/** How far a table goes into structures that have a page of their own. */
const MOST_FIELDS = 100;
const DEEPEST_STRUCTURE = 3;
/** Nothing goes deeper, with a page of its own or without. */
const DEEPEST = 12;
const LIMITS = [
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
] as const;

/** What is known on the way into a schema. */
interface Way {
  /** The anchor of what surrounds it. */
  readonly anchor: string;
  readonly depth: number;
  /** The pointers of the schemas that it is inside of. */
  readonly open: ReadonlySet<string>;
  /** The fields that may still be shown. */
  readonly budget: { left: number };
}

/** Describes a schema for readers; the fields get anchors that begin with `anchor`. */
export function describeSchema(node: SchemaNode, anchor: string): SchemaDoc {
  return describe(node, { anchor, depth: 0, open: new Set(), budget: { left: MOST_FIELDS } });
}

/** The component schema that a pointer leads to. */
function structureAt(pointer: string | undefined): string | undefined {
  const [components, schemas, name, ...rest] = pointerSegments(pointer ?? "");
  return components === "components" && schemas === "schemas" && rest.length === 0 ? name : undefined;
}

/** The component that a schema is or refers to, if it is nothing more than that. */
function structureOf(node: SchemaNode): string | undefined {
  return structureAt(node.pointer) ?? structureAt(node.keywords.ref?.pointer);
}

/** A schema and all that hold where it holds: what it refers to, and the members of its `allOf`. */
export function partsOf(node: SchemaNode): readonly SchemaNode[] {
  const parts = new Set([node]);
  for (const { keywords } of parts) {
    if (keywords.ref !== undefined) parts.add(keywords.ref);
    for (const part of keywords.allOf ?? []) parts.add(part);
  }
  return [...parts].filter(({ isNaming }) => isNaming !== true);
}

function describe(node: SchemaNode, way: Way): SchemaDoc {
  const parts = partsOf(node);
  const plain = Object.assign({}, ...parts.toReversed().map(plainKeywords)) as JsonObject;
  const raws = parts.map(({ raw }) => raw).filter(isJsonObject);
  const item = parts.find(
    ({ keywords }) => keywords.items?.keywords.booleanSchema === undefined && keywords.items,
  )?.keywords.items;
  const own = describeAlternatives(parts, way);
  const inside = describeInside({ node, parts, item }, way);
  const listed =
    item === undefined
      ? undefined
      : describe(item, { ...way, depth: way.depth + 1, open: openOf(node, way) });
  const description = raws.map((raw) => raw.description).find((text) => typeof text === "string");
  return {
    type: typeOf(parts, { listed, isNullable: own.isNullable }),
    format:
      parts.map(({ keywords }) => keywords.format).find((format) => format !== undefined) ?? listed?.format,
    structure: structureOf(node) ?? listed?.structure,
    description,
    deprecated: raws[0]?.deprecated === true,
    constraints: [...constraintsOf(plain), ...(listed?.constraints ?? []).map((text) => `each: ${text}`)],
    allowed: allowedOf(parts) ?? listed?.allowed ?? [],
    defaultValue: plain.default,
    fields: listed === undefined ? inside.fields : [...inside.fields, ...listed.fields],
    variants: [...own.variants, ...(listed?.variants ?? [])],
    isCut: inside.isCut || listed?.isCut === true,
  };
}

function openOf(node: SchemaNode, { open }: Way): ReadonlySet<string> {
  const target = node.keywords.ref?.pointer;
  return new Set([...open, node.pointer, ...(target === undefined ? [] : [target])]);
}

interface Composed {
  readonly node: SchemaNode;
  readonly parts: readonly SchemaNode[];
  readonly item: SchemaNode | undefined;
}

/** The fields of a schema, unless they are shown around it already, or too deep to be read here. */
function describeInside({ node, parts }: Composed, way: Way): Pick<SchemaDoc, "fields" | "isCut"> {
  const hasFields = parts.some(
    ({ keywords: { properties, additionalProperties, patternProperties, prefixItems } }) =>
      [
        properties,
        additionalProperties?.keywords.booleanSchema === undefined ? additionalProperties : undefined,
        patternProperties,
        prefixItems,
      ].some((keyword) => keyword !== undefined),
  );
  if (!hasFields) return { fields: [], isCut: false };
  const isOpen = parts.some(({ pointer }) => way.open.has(pointer));
  const isFar = way.depth > 0 && (way.depth > DEEPEST_STRUCTURE || way.budget.left <= 0);
  if (isOpen || way.depth > DEEPEST || (isFar && structureOf(node) !== undefined))
    return { fields: [], isCut: true };
  return { fields: fieldsOf(node, parts, way), isCut: false };
}

function fieldsOf(node: SchemaNode, parts: readonly SchemaNode[], way: Way): readonly FieldDoc[] {
  const required = new Set(parts.flatMap(({ keywords }) => keywords.required ?? []));
  const named = Map.groupBy(
    parts.flatMap(({ keywords }) => [...(keywords.properties ?? [])]),
    ([name]) => name,
  );
  const entries = [...named].map(([name, nodes]) => ({ name, nodes: nodes.map(([, one]) => one) }));
  const others = parts.flatMap(({ keywords }) => [
    ...(keywords.prefixItems ?? []).map((one, index) => ({ name: `[${index}]`, nodes: [one] })),
    ...[...(keywords.patternProperties ?? [])].map(([pattern, one]) => ({
      name: `/${pattern}/`,
      nodes: [one],
    })),
    ...(keywords.additionalProperties === undefined
      ? []
      : [{ name: "…", nodes: [keywords.additionalProperties] }]),
  ]);
  const visible = [...entries, ...others].filter(({ nodes }) =>
    nodes.every(({ keywords }) => keywords.booleanSchema === undefined),
  );
  way.budget.left -= visible.length;
  const open = openOf(node, way);
  for (const part of parts) if (structureOf(part) !== undefined) (open as Set<string>).add(part.pointer);
  return visible.map(({ name, nodes }) => {
    const anchor = `${way.anchor}.${name.replaceAll(/\s/g, "_")}`;
    const schema = describe(together(nodes), { ...way, anchor, depth: way.depth + 1, open });
    const raw = nodes.map((one) => one.raw).find(isJsonObject) ?? {};
    return { ...schema, name, anchor, required: required.has(name), access: accessOf(raw) };
  });
}

/** Several parts of an `allOf` may describe the same property. */
function together(nodes: readonly SchemaNode[]): SchemaNode {
  const [first, ...rest] = nodes;
  if (first === undefined) throw new RangeError("A field has a schema");
  return rest.length === 0
    ? first
    : { id: -1, pointer: first.pointer, raw: first.raw, keywords: { allOf: nodes } };
}

/** A property may say it beside a reference or where that leads to. */
function accessOf(raw: JsonObject): FieldDoc["access"] {
  if (raw.readOnly === true) return "read-only";
  return raw.writeOnly === true ? "write-only" : undefined;
}

/** The alternatives of `oneOf`, `anyOf` and of a discriminator; an alternative that is only `null` is none. */
function describeAlternatives(
  parts: readonly SchemaNode[],
  way: Way,
): { readonly variants: readonly VariantDoc[]; readonly isNullable: boolean } {
  const choice = parts.map(({ keywords }) => keywords.choice).find((one) => one !== undefined);
  const values = [...(choice?.branches ?? [])];
  const nodes = parts.flatMap(({ keywords }) => [...(keywords.oneOf ?? []), ...(keywords.anyOf ?? [])]);
  const isNull = ({ keywords: { types } }: SchemaNode) => types?.size === 1 && types.has("null");
  const heirs = choice?.applies === true ? values.map(([, node]) => node) : [];
  const shown = [...nodes.filter((node) => !isNull(node)), ...heirs];
  const open = new Set([...way.open, ...parts.map(({ pointer }) => pointer)]);
  const variants = shown.map((node, index): VariantDoc => {
    const anchor = `${way.anchor}~${index + 1}`;
    const schema = describe(node, { ...way, anchor, depth: way.depth + 1, open });
    const value = values.find(([, branch]) => structureOf(branch) === structureOf(node))?.[0];
    const raw = isJsonObject(node.raw) ? node.raw : {};
    const title = typeof raw.title === "string" ? raw.title : undefined;
    const name = title ?? structureOf(node) ?? schema.type;
    return {
      ...schema,
      name: value === undefined || value === name ? name : `${name} (${choice?.property}: ${value})`,
      anchor,
    };
  });
  return { variants, isNullable: nodes.some(isNull) };
}

function typeOf(
  parts: readonly SchemaNode[],
  { listed, isNullable }: { readonly listed: SchemaDoc | undefined; readonly isNullable: boolean },
): string {
  const sets = parts.flatMap(({ keywords: { types } }) => (types === undefined ? [] : [types]));
  const [first, ...rest] = sets;
  const types =
    first === undefined
      ? impliedTypes(parts)
      : [...first].filter((type) => rest.every((other) => other.has(type)));
  const isInteger = parts.some(({ keywords }) => keywords.integerOnly === true);
  const names = types.map((type) => {
    if (type === "array") return listed === undefined ? "list" : `list of ${listed.type}`;
    return type === "number" && isInteger ? "integer" : type;
  });
  if (isNullable && names.length > 0 && !names.includes("null")) names.push("null");
  return names.length === 0 ? "any value" : names.join(" or ");
}

/** A schema without `type` says by its other keywords what is meant. */
function impliedTypes(parts: readonly SchemaNode[]): readonly JsonType[] {
  if (parts.some(({ keywords }) => keywords.properties ?? keywords.additionalProperties)) return ["object"];
  if (parts.some(({ keywords }) => keywords.items ?? keywords.prefixItems)) return ["array"];
  if (parts.some(({ keywords }) => keywords.oneOf ?? keywords.anyOf)) return [];
  const values = allowedOf(parts) ?? [];
  return values.length > 0 && values.every((value) => typeof value === "string") ? ["string"] : [];
}

function allowedOf(parts: readonly SchemaNode[]): readonly JsonValue[] | undefined {
  const lists = parts.flatMap(({ keywords }) => [
    ...(keywords.const === undefined ? [] : [[keywords.const.value]]),
    ...(keywords.enum === undefined ? [] : [keywords.enum]),
  ]);
  const [first, ...rest] = lists;
  return first?.filter((value) => rest.every((list) => list.some((one) => isJsonEqual(one, value))));
}

function constraintsOf(plain: JsonObject): readonly string[] {
  const { minLength, maxLength, minItems, maxItems } = plain;
  if (minLength !== undefined && minLength === maxLength) {
    return [
      `exactly ${String(minLength)} characters`,
      ...constraintsOf({ ...plain, minLength: 0, maxLength: null }),
    ];
  }
  if (minItems !== undefined && minItems === maxItems) {
    return [`exactly ${String(minItems)} items`, ...constraintsOf({ ...plain, minItems: 0, maxItems: null })];
  }
  return LIMITS.flatMap((keyword) => {
    const value = plain[keyword];
    const saysNothing =
      value === undefined ||
      value === null ||
      (keyword.startsWith("min") && keyword !== "minimum" && value === 0);
    return saysNothing ? [] : [describeKeyword(keyword, value)];
  });
}
