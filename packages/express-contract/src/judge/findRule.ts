import {
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointerOfFragment,
  resolvePointer,
} from "@gatehouse/contract";

/** A schema of the document and where it stands. */
interface Standing {
  readonly schema: JsonObject;
  readonly pointer: string;
}

const COMBINERS = ["allOf", "oneOf", "anyOf"] as const;
const MAX_DEPTH = 64;

/** The schema at a pointer and every schema that applies at the same place: references and combined ones. */
function* applying(document: JsonObject, pointer: string, depth = 0): Generator<Standing> {
  const schema = resolvePointer(document, pointer);
  if (!isJsonObject(schema) || depth > MAX_DEPTH) return;
  yield { schema, pointer };
  if (typeof schema.$ref === "string") yield* applying(document, pointerOfFragment(schema.$ref), depth + 1);
  for (const combiner of COMBINERS) {
    const members = schema[combiner];
    if (!Array.isArray(members)) continue;
    for (const index of members.keys())
      yield* applying(document, `${pointer}/${combiner}/${index}`, depth + 1);
  }
}

/** The schema of a property or item. */
function childOf({ schema, pointer }: Standing, name: string): string | undefined {
  const { properties, items, additionalProperties } = schema;
  if (isJsonObject(properties) && Object.hasOwn(properties, name))
    return childPointer(pointer, "properties", name);
  if (isJsonObject(items) && /^\d+$/.test(name)) return `${pointer}/items`;
  return isJsonObject(additionalProperties) ? `${pointer}/additionalProperties` : undefined;
}

function descend(document: JsonObject, pointer: string, name: string): string | undefined {
  for (const standing of applying(document, pointer)) {
    const child = childOf(standing, name);
    if (child !== undefined) return child;
  }
  return undefined;
}

/** Keywords that stand in the object and speak of one of its properties, so that the last name is no step. */
const SPEAK_OF_A_PROPERTY = new Set([
  "required",
  "additionalProperties",
  "unevaluatedProperties",
  "dependentRequired",
]);

/** A place to look for a rule from. */
export interface RuleQuery {
  /** Pointer of the schema that the value is checked against. */
  readonly schemaPointer: string;
  /** The names and indices from the value's root to the fault. */
  readonly path: readonly string[];
  readonly keyword: string;
}

/**
 * Finds the keyword of a document that a value did not meet: its pointer, or that of the nearest schema
 * on the way.
 */
export function findRule(document: JsonObject, { schemaPointer, path, keyword }: RuleQuery): string {
  const steps = SPEAK_OF_A_PROPERTY.has(keyword) ? path.slice(0, -1) : path;
  let pointer = schemaPointer;
  for (const step of steps) {
    const next = descend(document, pointer, step);
    if (next === undefined) break;
    pointer = next;
  }
  for (const standing of applying(document, pointer)) {
    const rule: JsonValue | undefined = standing.schema[keyword];
    if (rule !== undefined) return childPointer(standing.pointer, keyword);
  }
  return pointer;
}
