import {
  elementsOf,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type SchemaNode,
} from "@gatehouse/contract";
import { partsOf } from "./describeSchema.ts";

const DEEPEST = 6;
const TEXTS: Readonly<Record<string, string>> = {
  byte: "dGV4dA==",
  date: "2026-01-31",
  "date-time": "2026-01-31T12:00:00Z",
  duration: "PT1H",
  email: "someone@example.com",
  hostname: "host.example.com",
  ipv4: "192.0.2.10",
  ipv6: "2001:db8::10",
  time: "12:00:00Z",
  uri: "https://example.com/",
  url: "https://example.com/",
  uuid: "0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11",
};

/** What an example holds. */
interface ExampleOptions {
  /** Leaves out what may be left out. @default false */
  readonly isSmallest?: boolean;
}

/** Beyond so many values an example shows only what is required. */
const MOST_VALUES = 60;

interface Way extends ExampleOptions {
  readonly open: ReadonlySet<SchemaNode>;
  readonly depth: number;
  readonly budget: { left: number };
}

/** Makes a value that a schema describes, from its examples, defaults and allowed values where it has them. */
export function exampleOf(node: SchemaNode, options: ExampleOptions = {}): JsonValue {
  return make(node, { ...options, open: new Set(), depth: 0, budget: { left: MOST_VALUES } });
}

function make(node: SchemaNode, way: Way): JsonValue {
  const parts = partsOf(node);
  way.budget.left -= 1;
  const given = givenValue(parts);
  if (given !== undefined) return given;
  if (way.depth > DEEPEST || parts.some((part) => way.open.has(part))) return null;
  const inner = { ...way, open: new Set([...way.open, ...parts]), depth: way.depth + 1 };
  const branch = parts.flatMap(({ keywords }) => [
    ...(keywords.oneOf?.slice(0, 1) ?? []),
    ...(keywords.anyOf?.slice(0, 1) ?? []),
  ])[0];
  const chosen = branch === undefined ? undefined : make(branch, inner);
  const has = (type: "object" | "array") =>
    parts.some(
      ({ keywords }) => keywords.types?.has(type) ?? keywords[type === "object" ? "properties" : "items"],
    );
  if (has("object") || isJsonObject(chosen)) {
    return { ...(isJsonObject(chosen) ? chosen : {}), ...makeObject(parts, inner) };
  }
  if (chosen !== undefined) return chosen;
  return has("array") ? makeList(parts, inner) : makeScalar(parts);
}

function givenValue(parts: readonly SchemaNode[]): JsonValue | undefined {
  for (const { raw, keywords } of parts) {
    const { example, examples, default: preset } = isJsonObject(raw) ? raw : {};
    const values = [example, elementsOf(examples)[0], keywords.const?.value, preset, keywords.enum?.[0]];
    const value = values.find((one) => one !== undefined && one !== null);
    if (value !== undefined) return value;
  }
  return undefined;
}

function makeObject(parts: readonly SchemaNode[], way: Way): JsonObject {
  const properties = parts.flatMap(({ keywords }) => [...(keywords.properties ?? [])]);
  const required = new Set(parts.flatMap(({ keywords }) => keywords.required ?? []));
  const entries = properties.flatMap(([name, node]) => {
    const isNeeded = required.has(name);
    const isLeftOut = !isNeeded && (way.isSmallest === true || way.budget.left <= 0);
    if (node.keywords.booleanSchema === false || isLeftOut) return [];
    const value = make(node, way);
    return value === null && !isNeeded ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function makeList(parts: readonly SchemaNode[], way: Way): JsonValue {
  const first = parts.flatMap(({ keywords }) => keywords.prefixItems ?? []);
  const items = parts.flatMap(({ keywords }) => keywords.items ?? []);
  const isEmpty = way.isSmallest === true && parts.every(({ keywords }) => (keywords.minItems ?? 0) === 0);
  const values = [...first, ...(isEmpty ? [] : items.slice(0, 1))].map((node) => make(node, way));
  return values.filter((value) => value !== null);
}

function makeScalar(parts: readonly SchemaNode[]): JsonValue {
  const keywords = Object.assign(
    {},
    ...parts.toReversed().map((part) => part.keywords),
  ) as SchemaNode["keywords"];
  const [type = "string"] = [...(keywords.types ?? [])].filter((one) => one !== "null");
  if (type === "boolean") return true;
  if (type === "number")
    return keywords.low === undefined
      ? Math.min(1, keywords.high?.value ?? 1)
      : keywords.low.value + (keywords.low.exclusive ? 1 : 0);
  const text = TEXTS[keywords.format ?? ""] ?? "text";
  return text.padEnd(Math.min(keywords.minLength ?? 0, 200), "x").slice(0, keywords.maxLength);
}
