import type { JsonObject, JsonValue } from "../Contract.ts";
import { childPointer, pointerOfFragment } from "../json/jsonPointer.ts";
import { isList, isObject } from "../json/jsonValues.ts";
import type { Finding } from "./BundleContext.ts";
import { createResolver } from "./createResolver.ts";
import { isPlainReference } from "./resolveInDocument.ts";
import { SCHEMA_KEYWORDS_BY_KIND } from "./schemaKeywords.ts";

/** So many levels a text may be nested; the readers of documents call themselves for each. */
const MAX_LEVELS = 500;
/** So many schemas may apply to one value through each other; validators call themselves for each. */
const MAX_CHAIN = 100;

/** Why a value is not read, and the way to the part that is the cause. */
export interface Unreadable {
  readonly kind: "contains-itself" | "too-deep";
  readonly path: readonly string[];
}

/** Finds an object or list that contains itself, which JSON has none of, or that is nested too deep to be read. */
export function findUnreadable(value: unknown): Unreadable | undefined {
  return endsWithin(value, MAX_LEVELS) ? undefined : searchUnreadable(value);
}

/** What contains itself does not end, so nearly every value is known to be readable at a glance. */
function endsWithin(part: unknown, levels: number): boolean {
  if (typeof part !== "object" || part === null) return true;
  if (levels === 0) return false;
  for (const child of Object.values(part)) if (!endsWithin(child, levels - 1)) return false;
  return true;
}

function searchUnreadable(value: unknown): Unreadable | undefined {
  const path: string[] = [];
  const open = new Set<unknown>();
  const search = (part: unknown): Unreadable | undefined => {
    if (typeof part !== "object" || part === null) return undefined;
    if (open.has(part)) return { kind: "contains-itself", path };
    if (open.size === MAX_LEVELS) return { kind: "too-deep", path };
    open.add(part);
    for (const [key, child] of Object.entries(part)) {
      path.push(key);
      const found = search(child);
      if (found !== undefined) return found;
      path.pop();
    }
    open.delete(part);
    return undefined;
  };
  return search(value);
}

/** The finding about objects and lists that are nested too deep for recursive readers. */
export const TOO_DEEP: Finding = {
  rule: "too-deep",
  message: `Objects and lists are nested more than ${MAX_LEVELS} deep here.`,
  advice: "Give the inner parts names of their own under components, and refer to them.",
};

const ENDLESS_CHAIN: Finding = {
  rule: "too-deep",
  message: `This schema is built on a chain of more than ${MAX_CHAIN} others for the same value.`,
  advice: "Refer to the schemas that are meant directly ($ref, allOf), not through so many others.",
};

/** A schema, and the way to it from one whose pointer is known: the pointers of few are ever asked for. */
export interface RawSchema {
  readonly schema: JsonObject;
  readonly from: RawSchema | string;
  readonly keys: readonly string[];
}

function pointerOf({ from, keys }: RawSchema): string {
  return childPointer(typeof from === "string" ? from : pointerOf(from), ...keys);
}

interface Visit extends RawSchema {
  readonly beside: readonly RawSchema[];
  next: number;
}

/**
 * Reports the schemas that are built on a longer chain of others, by `$ref` or composition, than is read.
 *
 * @param schemas those that are part of no other
 */
export function checkChains(
  document: JsonObject,
  schemas: readonly RawSchema[],
  report: (pointer: string, finding: Finding) => void,
): void {
  const lengths = new Map<JsonObject, number>();
  const resolve = createResolver(document);
  const waiting = schemas.flatMap((raw) =>
    isPlainReference(raw.schema) ? targetOf(resolve, raw.schema.$ref) : [raw],
  );
  for (const start of waiting) {
    const visits: Visit[] = [];
    const enter = (raw: RawSchema): void => {
      if (lengths.has(raw.schema)) return;
      // One that is still open counts as none: a chain without an end is a problem of another kind.
      lengths.set(raw.schema, 0);
      const { beside, apart } = partsOf(resolve, raw);
      for (const part of apart) waiting.push(part);
      visits.push({ ...raw, beside, next: 0 });
    };
    enter(start);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const part = visit.beside[visit.next];
      visit.next += 1;
      if (part !== undefined) {
        enter(part);
        continue;
      }
      visits.pop();
      const length =
        1 + visit.beside.reduce((most, { schema }) => Math.max(most, lengths.get(schema) ?? 0), 0);
      lengths.set(visit.schema, length);
      if (length === MAX_CHAIN + 1) report(pointerOf(visit), ENDLESS_CHAIN);
    }
  }
}

/** The keywords whose schemas are about the same value. */
const BESIDE: ReadonlySet<string> = new Set("allOf anyOf dependentSchemas else if not oneOf then".split(" "));

function partsOf(resolve: Resolve, from: RawSchema) {
  const { schema } = from;
  const beside: RawSchema[] = [];
  const apart: RawSchema[] = [];
  const add = (keyword: string, value: JsonValue | undefined, keys: readonly string[]): void => {
    if (isObject(value)) (BESIDE.has(keyword) ? beside : apart).push({ schema: value, from, keys });
  };
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "$ref" || keyword === "$dynamicRef") beside.push(...targetOf(resolve, value));
    else if (SINGLE.has(keyword)) add(keyword, value, [keyword]);
    else if (SEVERAL.has(keyword) && (isObject(value) || isList(value)))
      for (const [key, child] of Object.entries(value)) add(keyword, child, [keyword, key]);
  }
  return { beside, apart };
}

const SINGLE: ReadonlySet<string> = new Set(SCHEMA_KEYWORDS_BY_KIND.single);
const SEVERAL: ReadonlySet<string> = new Set([
  ...SCHEMA_KEYWORDS_BY_KIND.list,
  ...SCHEMA_KEYWORDS_BY_KIND.map,
]);

type Resolve = ReturnType<typeof createResolver>;

function targetOf(resolve: Resolve, reference: JsonValue): readonly RawSchema[] {
  if (typeof reference !== "string" || !reference.startsWith("#")) return [];
  const { pointer, value } = resolve(pointerOfFragment(reference));
  return isObject(value) ? [{ schema: value, from: pointer, keys: [] }] : [];
}
