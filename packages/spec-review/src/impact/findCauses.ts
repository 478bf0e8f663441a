import {
  childPointer,
  isJsonEqual,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointerSegments,
  resolvePointer,
} from "@gatehouse/contract";
import type { ReviewedDocument } from "../document/openDocument.ts";
import { type Finding, partsOf } from "../findings/Finding.ts";
import type { Kept } from "../walk/DocumentPair.ts";
import { documentLayout } from "./createTypeWorkspace.ts";
import { explainAmong, explainByWords, type Failure } from "./explainDiagnostic.ts";
import type { FoundFailures, ImpactTools } from "./findFailures.ts";
import { type ImpactConfig, ImpactError } from "./ImpactConfig.ts";
import type { Diagnostic } from "./parseDiagnostics.ts";

/** Parts of the document that can only change together, and what was found in them. */
interface ChangeGroup {
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
  const bound = findings.map((finding) => ({ finding, parts: changedPartsOf(finding, parts) }));
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
  // A changed part may refer to new components; alone they affect no code.
  for (const part of new Set([...parts, ...others])) put(changed, part, valueAt(head.root, part));
  return changed;
}

type Draft = { [key: string]: JsonValue };

function put(root: Draft, pointer: string, value: JsonValue | undefined): void {
  const tokens = [...pointerSegments(pointer)];
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
  return Object.keys(root).flatMap((key) => below(root, childPointer("", key), DEPTHS.get(key) ?? 1));
}

function below(root: JsonObject, pointer: string, depth: number): string[] {
  if (pointerSegments(pointer).length === depth) return [pointer];
  const value = valueAt(root, pointer);
  if (!isJsonObject(value)) return [];
  return Object.keys(value).flatMap((key) => below(root, childPointer(pointer, key), depth));
}

function valueAt(root: JsonObject, pointer: string): JsonValue | undefined {
  return resolvePointer(root, pointer);
}

function changedPartsOf(finding: Finding, changed: readonly string[]): ReadonlySet<string> {
  const sides = partsOf(finding).flatMap(({ base, head }) => [base?.pointer, head?.pointer]);
  const pointers = sides.filter((pointer) => pointer !== undefined);
  return new Set(changed.filter((part) => pointers.some((at) => at === part || at.startsWith(`${part}/`))));
}

function refersTo(value: JsonValue | undefined, pointer: string): boolean {
  return value !== undefined && JSON.stringify(value).includes(`"#${pointer}"`);
}

/** The findings that cause an error; none where nothing explains it. */
export type CauseFinder = (failure: Failure) => readonly Finding[];

/** What causes are found from. */
interface CauseOptions extends ImpactTools {
  readonly path: string;
  readonly documents: Kept<ReviewedDocument>;
  readonly findings: readonly Finding[];
  readonly config: ImpactConfig;
}

const DEFAULT_TRIALS = 12;

/**
 * Finds the changes that cause each error: changes that are possible alone are tried alone. Within a group of changes,
 * or if there are too many groups, the names that the error and the finding mention decide.
 */
export async function findCauses(options: CauseOptions, failures: FoundFailures): Promise<CauseFinder> {
  const { documents, findings, config } = options;
  const groups = changeGroups(documents, findings).filter((group) => group.findings.length > 0);
  const isTried = groups.length <= (config.trials ?? DEFAULT_TRIALS);
  const trials =
    failures.fresh.length > 0 && isTried
      ? await tryAll(options, failures, groups)
      : new Map<string, ChangeGroup[]>();
  const causes = new Map<Failure, readonly Finding[]>();
  for (const failure of failures.fresh) {
    const proven = trials.get(failures.keyOf(failure.diagnostic));
    const found = proven?.flatMap((group) => explainAmong(failure, group.findings));
    causes.set(failure, found ? [...new Set(found)] : explainByWords(failure, findings));
  }
  return (failure) => causes.get(failure) ?? [];
}

/** The groups of changes that cause an error alone, by the key of the error. */
async function tryAll(options: CauseOptions, failures: FoundFailures, groups: readonly ChangeGroup[]) {
  const guilty = new Map<string, ChangeGroup[]>();
  // A change alone only breaks projects that all of them together break.
  const projects = [...new Set(failures.fresh.map(({ diagnostic }) => diagnostic.project))];
  for (const [index, group] of groups.entries()) {
    options.progress(`trying the changes alone: ${index + 1} of ${groups.length}`);
    const found = new Set((await tryAlone(options, { ...failures, projects }, group)).map(failures.keyOf));
    for (const key of failures.fresh.map(({ diagnostic }) => failures.keyOf(diagnostic))) {
      if (found.has(key)) guilty.set(key, [...new Set([...(guilty.get(key) ?? []), group])]);
    }
  }
  return guilty;
}

/** A change may be impossible alone, so that no types are generated; then names decide. */
async function tryAlone(
  { workspace, checker, documents, path }: CauseOptions,
  { projects, generated, old }: Pick<FoundFailures, "projects" | "generated" | "old">,
  group: ChangeGroup,
): Promise<Diagnostic[]> {
  try {
    await workspace.generate(documentLayout.single(path, withGroup(documents, group)), documents.head.name);
    const now = workspace.digests();
    if (generated.every((file) => now.get(file) === old.get(file))) return [];
    return await checker.check(projects);
  } catch (error) {
    if (error instanceof ImpactError) return [];
    throw error;
  }
}
