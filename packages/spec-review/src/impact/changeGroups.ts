import { isJsonEqual, isJsonObject, type JsonObject, type JsonValue } from "@gatehouse/contract";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import { jsonPointer } from "../json/jsonPointer.ts";
import type { Finding } from "../review/Finding.ts";
import type { Kept } from "../walk/OperationPair.ts";

/** Parts of the document that can only change together, and what was found in them. */
export interface ChangeGroup {
  /** Pointers to components, operations and other parts, the same in both documents. */
  readonly parts: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** How many tokens of a pointer name a part; of the rest of the document each key is one. */
const DEPTHS: ReadonlyMap<string, number> = new Map([
  ["components", 3],
  ["paths", 3],
  ["webhooks", 3],
]);

/** Splits what changed into groups that can be tried alone; findings that concern no part are in none. */
export function changeGroups(documents: Kept<ReviewedDocument>, findings: readonly Finding[]): ChangeGroup[] {
  const roots = { base: documents.base.root, head: documents.head.root };
  const parts = changedParts(roots);
  const bound = findings.map((finding) => ({ finding, parts: partsOf(finding, parts) }));
  const merged: Set<string>[] = parts.map((part) => new Set([part]));
  const join = (together: ReadonlySet<string>) => {
    const [first, ...others] = merged.filter((group) => [...group].some((part) => together.has(part)));
    for (const other of others) {
      for (const part of other) first?.add(part);
      merged.splice(merged.indexOf(other), 1);
    }
  };
  for (const one of bound) join(one.parts);
  for (const gone of parts.filter((part) => valueAt(roots.head, part) === undefined)) {
    join(new Set([gone, ...parts.filter((part) => refersTo(valueAt(roots.base, part), gone))]));
  }
  return merged.map((group) => ({
    parts: group,
    findings: bound.filter((one) => [...one.parts].some((part) => group.has(part))).map((one) => one.finding),
  }));
}

/** The old document with one group of changes made. */
export function withGroup({ base, head }: Kept<ReviewedDocument>, { parts }: ChangeGroup): JsonObject {
  const changed = structuredClone(base.root) as Draft;
  const others = partPointers(head.root).filter(
    (part) => part.startsWith("/components/") && valueAt(base.root, part) === undefined,
  );
  // A changed part may refer to components that are new; on their own they concern nobody.
  for (const part of new Set([...parts, ...others])) put(changed, part, valueAt(head.root, part));
  return changed;
}

type Draft = { [key: string]: JsonValue };

function put(root: Draft, pointer: string, value: JsonValue | undefined): void {
  const tokens = [...jsonPointer.tokens(pointer)];
  const last = tokens.pop() ?? "";
  let at: Draft = root;
  for (const token of tokens) {
    const child = at[token];
    const next: Draft = isJsonObject(child) ? (child as Draft) : {};
    at[token] = next;
    at = next;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
}

function changedParts({ base, head }: Kept<JsonObject>): string[] {
  const pointers = new Set([...partPointers(base), ...partPointers(head)]);
  return [...pointers].filter((pointer) => !isJsonEqual(valueAt(base, pointer), valueAt(head, pointer)));
}

function partPointers(root: JsonObject): string[] {
  return Object.keys(root).flatMap((key) => below(root, jsonPointer.append("", key), DEPTHS.get(key) ?? 1));
}

function below(root: JsonObject, pointer: string, depth: number): string[] {
  if (jsonPointer.tokens(pointer).length === depth) return [pointer];
  const value = valueAt(root, pointer);
  if (!isJsonObject(value)) return [];
  return Object.keys(value).flatMap((key) => below(root, jsonPointer.append(pointer, key), depth));
}

function valueAt(root: JsonObject, pointer: string): JsonValue | undefined {
  return jsonPointer.resolve(root, pointer);
}

function partsOf({ base, head }: Finding, changed: readonly string[]): ReadonlySet<string> {
  const pointers = [base?.pointer, head?.pointer].filter((pointer) => pointer !== undefined);
  return new Set(changed.filter((part) => pointers.some((at) => at === part || at.startsWith(`${part}/`))));
}

function refersTo(value: JsonValue | undefined, pointer: string): boolean {
  return value !== undefined && JSON.stringify(value).includes(`"#${pointer}"`);
}
