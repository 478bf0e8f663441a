import {
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointerSegments,
  resolvePointer,
} from "@gatehouse/contract";

/** Says the same in other words: keys and lists in another order, references written out, schemas given names. */
export function restate(document: JsonObject): JsonObject {
  const extracted = new Map<string, JsonValue>();
  const context: Restating = { document, extracted, seen: 0, enclosing: enclosingTargets(document) };
  const restated = restateObject(context, document, []);
  const components = isJsonObject(restated.components) ? restated.components : {};
  const schemas = isJsonObject(components.schemas) ? components.schemas : {};
  if (extracted.size === 0) return restated;
  return {
    ...restated,
    components: { ...components, schemas: { ...Object.fromEntries(extracted), ...schemas } },
  };
}

interface Restating {
  readonly document: JsonObject;
  readonly extracted: Map<string, JsonValue>;
  /** Schemas and references met so far. */
  seen: number;
  /** What lies on the way to the target of a reference; it has to stay where it is. */
  readonly enclosing: ReadonlySet<string>;
}

function enclosingTargets(document: JsonObject): Set<string> {
  const targets = JSON.stringify(document).matchAll(/"\$ref":"#(\/[^"]*)"/g);
  const found = new Set<string>();
  for (const [, target = ""] of targets) {
    const tokens = pointerSegments(decodeURIComponent(target));
    for (let length = 1; length < tokens.length; length += 1) {
      found.add(childPointer("", ...tokens.slice(0, length)));
    }
  }
  return found;
}

/** Lists whose order says nothing. */
const UNORDERED: ReadonlySet<string> = new Set([
  ...["required", "enum", "type", "allOf", "anyOf", "oneOf"],
  ...["parameters", "security", "servers", "tags"],
]);

/** Where a schema stands, by the key above it; alternatives keep their references, for a discriminator may count on the name. */
const SCHEMA_KEYS: ReadonlySet<string> = new Set(["schema", "items", "additionalProperties", "not"]);

/** Every so manieth schema or reference is restated, so that both forms stay in the document. */
const STEP = 3;

function restateValue(context: Restating, value: JsonValue, path: readonly string[]): JsonValue {
  if (Array.isArray(value)) return restateList(context, value, path);
  if (!isJsonObject(value)) return value;
  if (context.enclosing.has(childPointer("", ...path))) return restateObject(context, value, path);
  const target = writtenOut(context, value, path);
  if (target) return restateObject(context, target, path);
  const restated = restateObject(context, value, path);
  return isSchema(context, value, path) ? extract(context, restated) : restated;
}

function restateObject(context: Restating, value: JsonObject, path: readonly string[]): JsonObject {
  const isData = ["example", "examples", "default", "const"].includes(path.at(-1) ?? "");
  if (isData && path.at(-2) !== "properties") return value;
  const entries = Object.entries(value).map(
    ([key, member]) => [key, restateValue(context, member, [...path, key])] as const,
  );
  return Object.fromEntries(entries.reverse());
}

function restateList(context: Restating, list: readonly JsonValue[], path: readonly string[]): JsonValue {
  const key = path.at(-1) ?? "";
  const restated = list.map((item, index) => restateValue(context, item, [...path, String(index)]));
  const isPointedInto = context.enclosing.has(childPointer("", ...path));
  const isKeyword = UNORDERED.has(key) && path.at(-2) !== "properties" && !isPointedInto;
  return isKeyword ? restated.reverse() : restated;
}

/** A reference with nothing beside it may be replaced by what it leads to, unless that would never end. */
function writtenOut(context: Restating, value: JsonObject, path: readonly string[]): JsonObject | undefined {
  const { $ref: ref } = value;
  const isAlone = typeof ref === "string" && ref.startsWith("#/") && Object.keys(value).length === 1;
  const isInSchema = SCHEMA_KEYS.has(path.at(-1) ?? "") || path.at(-2) === "properties";
  if (!isAlone || !isInSchema || path.includes("mapping")) return undefined;
  context.seen += 1;
  if (context.seen % STEP !== 0) return undefined;
  const target = resolvePointer(context.document, decodeURIComponent(ref.slice(1)));
  return isJsonObject(target) && !JSON.stringify(target).includes('"$ref"') ? target : undefined;
}

function isSchema(context: Restating, value: JsonObject, path: readonly string[]): boolean {
  const isAtSchema = SCHEMA_KEYS.has(path.at(-1) ?? "") || path.at(-2) === "properties";
  const isInside = path.includes("schema") || path.includes("schemas");
  const isPlainSchema = typeof value.type === "string" && value.$ref === undefined;
  if (!isAtSchema || !isInside || !isPlainSchema || path.some(isDataKey)) return false;
  context.seen += 1;
  return context.seen % STEP === 0;
}

function isDataKey(key: string): boolean {
  return ["example", "examples", "default", "enum", "const"].includes(key) || key.startsWith("x-");
}

function extract({ extracted }: Restating, schema: JsonObject): JsonObject {
  const name = `Restated${extracted.size}`;
  extracted.set(name, schema);
  return { $ref: `#/components/schemas/${name}` };
}
