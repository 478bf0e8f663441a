import type { Contract, JsonObject, JsonValue } from "@gatehouse/contract";
import type { Random } from "./createRandom.ts";

const MAX_DEPTH = 4;

/** Texts that match the patterns of the documents, by pattern. */
const MATCHES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "^[a-z]+$": ["a", "abc"],
  "^[0-9]+$": ["0", "42"],
  "^[a-z0-9]{4}$": ["a1b2", "zzzz"],
  "^[A-Z]{2}-[0-9]+$": ["AB-1", "ZZ-99"],
  "^[0-9]{4}$": ["1234", "0000"],
};

const FORMATS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  uuid: ["0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11", "4636E751-CA87-42D4-A7FC-809B31FBBD82"],
  date: ["2026-02-28", "2026-02-30", "2026-2-1"],
  "date-time": ["2026-01-02T03:04:05Z", "2026-01-02 03:04:05+01:00", "2026-01-02T03:04:05"],
};

/** Values that fit few schemas. */
const STRANGE: readonly [JsonValue, ...JsonValue[]] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  3_000_000_001,
  1e300,
  "",
  " ",
  "x",
  "true",
  "12",
  "ä€",
  "a b",
  "x".repeat(60),
  [],
  [1],
  ["a", "a"],
  {},
  { a: 1 },
  { name: "x", size: 3 },
  { kind: "card" },
  [[]],
];

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function numberOf(value: JsonValue | undefined, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

/** Makes values that mostly fit a schema, and break it somewhere now and then. */
export function createValueMaker(contract: Contract, random: Random, breakRate: number) {
  const follow = (schema: JsonValue | undefined): JsonObject => {
    if (!isObject(schema)) return {};
    if (typeof schema.$ref !== "string") return schema;
    const { value } = contract.resolve(schema.$ref.slice(1));
    return isObject(value) ? value : {};
  };

  const merged = (schema: JsonObject): JsonObject => {
    if (!Array.isArray(schema.allOf)) return schema;
    const parts = schema.allOf.map((part: JsonValue) => merged(follow(part)));
    const properties = Object.assign({}, schema.properties, ...parts.map((part) => part.properties ?? {}));
    const required = [schema, ...parts].flatMap((part) =>
      Array.isArray(part.required) ? part.required : [],
    );
    return Object.assign({}, ...parts, schema, { properties, required });
  };

  const makeString = (schema: JsonObject): string => {
    const known = MATCHES[String(schema.pattern)] ?? FORMATS[String(schema.format)];
    if (known !== undefined) return random.pick(known);
    const shortest = numberOf(schema.minLength, 0);
    const longest = Math.min(numberOf(schema.maxLength, shortest + 6), shortest + 40);
    const length = random.pick([shortest, longest, shortest + random.below(longest - shortest + 1)]);
    return Array.from({ length }, () => random.pick(["a", "b", "Z", "1", "-", "ü", " ", "."])).join("");
  };

  const makeNumber = (schema: JsonObject): number => {
    const least = numberOf(schema.minimum, -10);
    const most = numberOf(schema.maximum, least + 20);
    const step = numberOf(schema.multipleOf, schema.type === "integer" ? 1 : 0.5);
    return random.pick([
      least,
      most,
      Math.ceil(least / step) * step + step * random.below(Math.min(20, (most - least) / step)),
    ]);
  };

  const makeObject = (schema: JsonObject, depth: number): JsonObject => {
    const required: readonly JsonValue[] = Array.isArray(schema.required) ? schema.required : [];
    const made: Record<string, JsonValue> = {};
    for (const [name, child] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      const wanted = required.includes(name) ? !random.chance(breakRate) : random.chance(0.4);
      if (wanted && (follow(child).readOnly !== true || random.chance(0.05)))
        made[name] = make(child, depth + 1);
    }
    const further = schema.additionalProperties;
    if (isObject(further) || random.chance(breakRate)) {
      const count = random.below(3);
      for (let index = 0; index < count; index += 1)
        made[`extra${index}`] = make(isObject(further) ? further : {}, depth + 1);
    }
    return made;
  };

  const makeArray = (schema: JsonObject, depth: number): JsonValue[] => {
    const least = numberOf(schema.minItems, 0);
    const most = numberOf(schema.maxItems, least + 3);
    const length = random.chance(breakRate) ? most + 1 : least + random.below(most - least + 1);
    return Array.from({ length }, () => make(schema.items, depth + 1));
  };

  const make = (given: JsonValue | undefined, depth = 0): JsonValue => {
    if (random.chance(breakRate)) return random.pick(STRANGE);
    const schema = merged(follow(given));
    const choices = schema.oneOf ?? schema.anyOf;
    if (Array.isArray(choices) && choices.length > 0)
      return make(random.pick(choices as [JsonValue]), depth + 1);
    if (Array.isArray(schema.enum)) return random.pick(schema.enum as unknown as [JsonValue]);
    if (schema.nullable === true && random.chance(0.3)) return null;
    const type = Array.isArray(schema.type)
      ? random.pick(schema.type as unknown as [JsonValue])
      : schema.type;
    switch (type ?? (isObject(schema.properties) ? "object" : "string")) {
      case "object":
        return depth > MAX_DEPTH ? {} : makeObject(schema, depth);
      case "array":
        return depth > MAX_DEPTH ? [] : makeArray(schema, depth);
      case "integer":
        return Math.trunc(makeNumber(schema));
      case "number":
        return makeNumber(schema);
      case "boolean":
        return random.chance(0.5);
      case "null":
        return null;
      default:
        return makeString(schema);
    }
  };
  return { make, follow };
}
