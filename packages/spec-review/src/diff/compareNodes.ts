import { canonicalJson } from "@gatehouse/contract";
import type { Facets } from "../facets/readFacets.ts";
import type { ChangeResult, FoundChange, SchemaChange } from "../facets/SchemaChange.ts";
import { keywordRules } from "../rules/allRules.ts";
import type { KeywordRule } from "../rules/Rule.ts";
import { typeChanged } from "../rules/schema/typeRules.ts";
import { compositionChanged, discriminatorChanged } from "../rules/schema/unionRules.ts";
import { compareAnnotations } from "./compareAnnotations.ts";
import { chosenChildren, isDiscriminatedBySenderOnly } from "./compareDiscriminators.ts";
import { compareItems } from "./compareItems.ts";
import { compareMembers } from "./compareMembers.ts";
import { compareOtherMembers } from "./compareOtherMembers.ts";
import { areComposedAlike, compareComposition, compareUnions } from "./compareUnions.ts";
import { compareValues } from "./compareValues.ts";
import type { DiffContext, FacetPair, NodeDiff, NodePair } from "./DiffContext.ts";

/** Compares what two schemas say about the same value. */
export function compareNodes(context: DiffContext, pair: NodePair): NodeDiff {
  if (context.isSameSchema(pair.base, pair.head)) return { changes: [], children: [] };
  const full = withFacets(context, pair);
  const annotations = compareAnnotations(context, full);
  if (!areComposedAlike(full)) {
    const { changes, children } = compareComposition(context, full);
    return { changes: placed(full, [...changes, ...annotations]), children };
  }
  const keywords = compareKeywords(context, full);
  const typeChange = keywords.find(({ rule }) => rule === typeChanged.id);
  if (typeChange && typeChange.result.kind !== "included" && hasOtherTypes(full)) {
    return { changes: placed(full, [typeChange]), children: [] };
  }
  const parts = [
    compareMembers(context, full),
    compareOtherMembers(context, full),
    compareItems(context, full),
    isDiscriminatedBySenderOnly(context, full) ? NOTHING : compareUnions(context, full),
    { changes: [], children: chosenChildren(full) },
  ];
  return {
    changes: placed(full, [
      ...keywords,
      ...compareValues(context, full),
      ...withoutRepetition(
        parts.flatMap(({ changes }) => changes),
        annotations,
      ),
      ...annotations,
    ]),
    children: parts
      .flatMap(({ children }) => children)
      .filter(({ pair: { base, head } }) => !context.isSameSchema(base, head)),
  };
}

const NOTHING = { changes: [], children: [] };

/** The changes of single keywords of a schema. */
function compareKeywords(context: DiffContext, pair: FacetPair): FoundChange[] {
  return keywordRules
    .filter((rule) => isChanged(context, pair, rule))
    .map((rule) => ({
      rule: rule.id,
      direction: pair.direction,
      subject: undefined,
      base: rule.read(pair.before),
      head: rule.read(pair.after),
      result: resultOf(context, pair, rule),
    }));
}

function isChanged(context: DiffContext, { before, after }: FacetPair, rule: KeywordRule): boolean {
  const [old, now] = [rule.read(before), rule.read(after)];
  if ((!old && !now) || rule.concerns?.(before, after) === false) return false;
  const [oldSchemas, nowSchemas] = [rule.schemas?.(before) ?? [], rule.schemas?.(after) ?? []];
  if (oldSchemas.length + nowSchemas.length === 0) {
    return canonicalJson(old?.value ?? null) !== canonicalJson(now?.value ?? null);
  }
  return (
    oldSchemas.length !== nowSchemas.length ||
    oldSchemas.some((node, index) => {
      const other = nowSchemas[index];
      return other === undefined || !context.isSameSchema(node, other);
    }) ||
    textBeside(old?.value) !== textBeside(now?.value)
  );
}

/** What a group of keywords says beside its schemas, such as `minContains`. */
function textBeside(value: Parameters<typeof canonicalJson>[0] | undefined): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
  return Object.entries(value)
    .filter(([, member]) => typeof member === "number")
    .map(([name, member]) => `${name}=${member}`)
    .toSorted()
    .join();
}

function resultOf(context: DiffContext, pair: FacetPair, rule: KeywordRule): ChangeResult {
  const result = context.decide(pair, rule.demand(pair.receiver, pair.sender));
  const reason =
    result.kind === "included" ? rule.caution?.(pair.before, pair.after, pair.direction) : undefined;
  return reason === undefined ? result : { kind: "risky", reason };
}

/** What a discriminator does to its union is one change. */
function withoutRepetition(
  changes: readonly FoundChange[],
  annotations: readonly FoundChange[],
): readonly FoundChange[] {
  const isTold = annotations.some(
    ({ rule, result }) => rule === discriminatorChanged.id && result.kind === "broken",
  );
  return isTold ? changes.filter(({ rule }) => rule !== compositionChanged.id) : changes;
}

/** A change that only one side has points to the schema on the other. */
function placed({ before, after }: FacetPair, changes: readonly FoundChange[]): SchemaChange[] {
  const at = homeOf(after);
  return changes.map((change) => ({
    ...change,
    at,
    base: change.base ?? { pointer: homeOf(before), value: undefined },
    head: change.head ?? { pointer: at, value: undefined },
  }));
}

/** The pointer of the schema itself, behind its references. */
function homeOf({ node, nodes }: Facets): string {
  const home = nodes.find(
    ({ raw, keywords }) => raw !== true && !(keywords.ref && Object.keys(keywords).length === 1),
  );
  return (home ?? node).pointer;
}

function withFacets(context: DiffContext, pair: NodePair): FacetPair {
  const [before, after] = [context.facets(pair.base), context.facets(pair.head)];
  const [sender, receiver] = pair.direction === "request" ? [before, after] : [after, before];
  return { ...pair, before, after, sender, receiver };
}

/** The two sides have no type in common, so all other keywords differ anyway. */
function hasOtherTypes({ before, after }: FacetPair): boolean {
  if (!before.types || !after.types) return false;
  const old = normal(before.types.value);
  const now = normal(after.types.value);
  return old.size > 0 && now.size > 0 && [...old].every((type) => !now.has(type));
}

function normal(types: ReadonlySet<string>): Set<string> {
  const names = [...types].filter((type) => type !== "null");
  return new Set(names.map((type) => (type === "integer" ? "number" : type)));
}
