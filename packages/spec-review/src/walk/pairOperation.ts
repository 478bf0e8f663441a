import type { DocumentNode } from "../document/DocumentNode.ts";
import type { OperationView, ResponseView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import type { CoveredMatch, Kept, Matched, OperationPair, ResponsePair } from "./DocumentPair.ts";

/** What all pairs of a review have in common. */
export interface PairContext {
  readonly documents: Kept<ReviewedDocument>;
  readonly hasPassed: (date: string) => boolean;
}

/** What all pairs of operations of a review have in common. */
interface OperationPairContext extends PairContext {
  readonly oldSchemeNames: ReadonlyMap<string, string>;
}

type Cover<T> = (map: ReadonlyMap<string, T>, key: string) => T | undefined;

interface Only<T> {
  /** Keys that the other side neither has nor covers. */
  readonly alone: readonly T[];
  /** Keys that cover narrower ones of the other side. */
  readonly broad: readonly T[];
}

/** Finds the broader key that covers a narrow one. */
export const covers = {
  /** A range of statuses, else `default` (OpenAPI 3.1, 4.8.16). */
  status<T>(responses: ReadonlyMap<string, T>, status: string): T | undefined {
    const range = /^\d/.test(status) ? responses.get(`${status[0]}XX`) : undefined;
    return range ?? responses.get("default");
  },

  /** The type without parameters, else a media range. */
  mediaType<T>(content: ReadonlyMap<string, T>, name: string): T | undefined {
    const [bare = name] = name.split(";");
    const [type = ""] = bare.split("/");
    return content.get(bare) ?? content.get(`${type}/*`) ?? content.get("*/*");
  },
};

/** A callback and the name that the document gives it. */
interface NamedCallback {
  readonly name: string;
  readonly operation: OperationView;
}

/** Puts the two versions of an operation side by side. */
export function pairOperation(
  { documents, hasPassed, oldSchemeNames }: OperationPairContext,
  { base, head }: Kept<OperationView>,
  kind: OperationPair["kind"],
): OperationPair {
  return {
    documents,
    hasPassed,
    oldSchemeNames,
    base,
    head,
    kind,
    parameters: matchByKey(base.parameters, head.parameters),
    bodyTypes: matchCovered(
      base.body?.content ?? new Map(),
      head.body?.content ?? new Map(),
      covers.mediaType,
    ),
    responses: matchCovered(base.responses, head.responses, covers.status),
  };
}

/** Puts the two versions of a response side by side. */
export function pairResponse({ base, head }: Kept<ResponseView>): ResponsePair {
  return {
    base,
    head,
    types: matchCovered(base.content, head.content, covers.mediaType),
    headers: matchByKey(base.headers, head.headers),
    links: matchByKey(named(base.links), named(head.links)),
  };
}

function named(links: ReadonlyMap<string, DocumentNode>): Map<string, readonly [string, DocumentNode]> {
  return new Map([...links].map(([name, link]) => [name, [name, link] as const]));
}

/** Matches the members of two maps by their keys. */
export function matchByKey<T>(base: ReadonlyMap<string, T>, head: ReadonlyMap<string, T>): Matched<T> {
  const kept = [...base].flatMap(([key, value]) => {
    const other = head.get(key);
    return other === undefined ? [] : [{ base: value, head: other }];
  });
  const only = (map: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>) =>
    [...map].filter(([key]) => !other.has(key)).map(([, value]) => value);
  return { kept, removed: only(base, head), added: only(head, base) };
}

/**
 * Matches the members of two maps where a broader key (`4XX`, `application/*`) covers narrower ones: a narrow key of one
 * side is paired with the key that covers it on the other.
 */
function matchCovered<T>(
  base: ReadonlyMap<string, T>,
  head: ReadonlyMap<string, T>,
  cover: Cover<T>,
): CoveredMatch<T> {
  const kept: Kept<T>[] = [];
  for (const [key, value] of base) {
    const partner = head.get(key) ?? cover(head, key);
    if (partner !== undefined) kept.push({ base: value, head: partner });
  }
  for (const [key, value] of head) {
    const partner = base.has(key) ? undefined : cover(base, key);
    if (partner !== undefined) kept.push({ base: partner, head: value });
  }
  const old = onlyIn(base, head, cover);
  const now = onlyIn(head, base, cover);
  return { kept, removed: old.alone, narrowed: old.broad, added: now.alone, widened: now.broad };
}

function onlyIn<T>(map: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>, cover: Cover<T>): Only<T> {
  const alone: T[] = [];
  const broad: T[] = [];
  for (const [key, value] of map) {
    if (other.has(key) || cover(other, key) !== undefined) continue;
    const speaksForOther = [...other.keys()].some(
      (narrow) => !map.has(narrow) && cover(map, narrow) === value,
    );
    (speaksForOther ? broad : alone).push(value);
  }
  return { alone, broad };
}

/**
 * The callbacks of an operation by method and expression. Their names are not part of any message; they only
 * distinguish callbacks with the same method and expression.
 */
export function flatCallbacks({ callbacks }: OperationView): Map<string, NamedCallback> {
  const found = new Map<string, NamedCallback>();
  for (const [name, operations] of callbacks) {
    for (const [key, operation] of operations) {
      found.set(found.has(key) ? `${key} ${name}` : key, { name, operation });
    }
  }
  return found;
}
