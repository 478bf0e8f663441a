import {
  childPointer,
  isJsonEqual,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointerOfFragment,
  resolvePointer,
} from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { Kept } from "./DocumentPair.ts";

/** What concerns every operation, wherever it stands. */
const SHARED: readonly string[] = ["openapi", "jsonSchemaDialect", "security", "servers"];

/** What leads to other parts of a document than references do. */
const LEADING: ReadonlySet<string> = new Set(["$dynamicAnchor", "$dynamicRef", "discriminator", "links"]);

/** The same place in both documents, references left aside. */
interface Comparison {
  readonly isSame: boolean;
  /** The pointers of what it refers to. */
  readonly targets: ReadonlySet<string>;
}

/**
 * Tells which operations stand in both documents word for word, with all that they refer to: nothing in them has to be
 * read. No is a safe answer.
 */
export function createUnchanged({ base, head }: Kept<JsonObject>): (pair: Kept<OperationView>) => boolean {
  const at = (pointer: string) => ({
    old: resolvePointer(base, pointer),
    now: resolvePointer(head, pointer),
  });
  const schemes = at("/components/securitySchemes");
  const isAlike =
    SHARED.every((key) => isJsonEqual(base[key] ?? null, head[key] ?? null)) &&
    isJsonEqual(schemes.old ?? null, schemes.now ?? null);
  const known = new Map<string, Comparison>();
  const settled = new Set<string>();
  const compare = (pointer: string): Comparison => {
    const { old, now } = at(pointer);
    const targets = new Set<string>();
    return { isSame: old !== undefined && isSame(old, now, targets), targets };
  };
  return (pair) => {
    if (!isAlike || pair.base.path !== pair.head.path) return false;
    const reached = new Set([childPointer("", "paths", pair.base.path)]);
    for (const pointer of reached) {
      if (settled.has(pointer)) continue;
      const compared = known.get(pointer) ?? compare(pointer);
      known.set(pointer, compared);
      if (!compared.isSame) return false;
      for (const target of compared.targets) reached.add(target);
    }
    for (const pointer of reached) settled.add(pointer);
    return true;
  };
}

function isSame(old: JsonValue, now: JsonValue | undefined, targets: Set<string>): boolean {
  if (typeof old !== "object" || old === null) return old === now;
  if (Array.isArray(old) && Array.isArray(now)) {
    const items: readonly JsonValue[] = now;
    return old.length === items.length && old.every((item, index) => isSame(item, items[index], targets));
  }
  if (!isJsonObject(old) || !isJsonObject(now)) return false;
  if (typeof old.$ref === "string") targets.add(pointerOfFragment(old.$ref));
  const keys = Object.keys(old);
  return (
    keys.length === Object.keys(now).length &&
    keys.every((key) => {
      const [own, other] = [old[key], Object.hasOwn(now, key) ? now[key] : undefined];
      return own !== undefined && !LEADING.has(key) && isSame(own, other, targets);
    })
  );
}
