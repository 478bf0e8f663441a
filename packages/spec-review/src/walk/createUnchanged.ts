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

/** Keys of the document that apply to every operation. */
const SHARED: readonly string[] = ["openapi", "jsonSchemaDialect", "security", "servers"];

/** Keywords that refer to other parts of a document without `$ref`. */
const LEADING: ReadonlySet<string> = new Set(["$dynamicAnchor", "$dynamicRef", "discriminator", "links"]);

/** The comparison of the same node in both documents, without the targets of its references. */
interface Comparison {
  readonly isSame: boolean;
  /** The pointers of what it refers to. */
  readonly targets: ReadonlySet<string>;
}

/**
 * Whether an operation is the same in both documents, with everything that it refers to, so that it need not be
 * compared. False is always safe.
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
