import { isJsonEqual, isJsonObject, type JsonValue } from "@gatehouse/contract";
import { defaultChanged } from "../rules/schema/defaultChanged.ts";
import {
  enumValueDeprecated,
  openListChanged,
  schemaDeprecated,
  schemaSunsetChanged,
} from "../rules/schema/schemaDeprecated.ts";
import { xmlChanged } from "../rules/schema/xmlChanged.ts";
import { words } from "../rules/words.ts";
import { compareContent } from "./compareContent.ts";
import { compareDiscriminators } from "./compareDiscriminators.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import { readSaying } from "./readSaying.ts";
import type { ChangeVerdict, FoundChange } from "./SchemaChange.ts";

/** The changes of what a schema says without asserting it. */
export function compareAnnotations(context: DiffContext, pair: FacetPair): FoundChange[] {
  return [
    ...compareDefaults(pair),
    ...compareContent(context, pair),
    ...compareXml(pair),
    ...compareDeprecation(pair),
    ...compareDeprecatedValues(pair),
    ...compareSunsets(pair),
    ...compareOpenLists(pair),
    ...compareDiscriminators(context, pair),
  ];
}

interface Annotation {
  readonly rule: string;
  readonly keyword: string;
  readonly verdict: (before: JsonValue | undefined, after: JsonValue | undefined) => ChangeVerdict;
}

function compareOne(pair: FacetPair, { rule, keyword, verdict }: Annotation): FoundChange[] {
  const [base, head] = [readSaying(pair.before, keyword), readSaying(pair.after, keyword)];
  if (isJsonEqual(base?.value, head?.value)) return [];
  return [
    {
      rule,
      direction: pair.direction,
      subject: keyword,
      base,
      head,
      verdict: verdict(base?.value, head?.value),
    },
  ];
}

/** In a response nobody fills in a default: what is absent is absent. */
function compareDefaults(pair: FacetPair): FoundChange[] {
  if (pair.direction === "response") return [];
  return compareOne(pair, { rule: defaultChanged.id, keyword: "default", verdict: judgeDefault });
}

function judgeDefault(before: JsonValue | undefined, after: JsonValue | undefined): ChangeVerdict {
  if (before === undefined) {
    return {
      kind: "risky",
      reason:
        "What an absent value means was left open and is now settled, perhaps otherwise than callers found it.",
    };
  }
  if (after === undefined) {
    return {
      kind: "risky",
      reason: "What an absent value means is left open now; the server may still do the same.",
    };
  }
  const problem = `left out, it meant ${JSON.stringify(before)} and now means ${JSON.stringify(after)}`;
  return { kind: "lost", illustration: { value: before, problem } };
}

function compareXml(pair: FacetPair): FoundChange[] {
  const reason = "Where the value travels as XML, its elements have other names or another nesting.";
  return compareOne(pair, {
    rule: xmlChanged.id,
    keyword: "xml",
    verdict: () => ({ kind: "risky", reason }),
  });
}

function compareDeprecation(pair: FacetPair): FoundChange[] {
  const isMarked = (facets: FacetPair["before"]) =>
    facets.nodes.some(({ raw }) => isJsonObject(raw) && raw.deprecated === true);
  if (isMarked(pair.before) === isMarked(pair.after)) return [];
  const [only, ...others] = pair.after.values?.value ?? [];
  if (only !== undefined && others.length === 0) {
    const subject = deprecation([only], isMarked(pair.after));
    const [base, head] = [readSaying(pair.before, "deprecated"), readSaying(pair.after, "deprecated")];
    return [{ rule: enumValueDeprecated.id, direction: pair.direction, subject, base, head, verdict: SAFE }];
  }
  return compareOne(pair, {
    rule: schemaDeprecated.id,
    keyword: "deprecated",
    verdict: () => ({ kind: "included" }),
  });
}

const SAFE: ChangeVerdict = { kind: "included" };

function deprecation(values: readonly JsonValue[], isMarked: boolean): string {
  return `${words.list(values)} ${isMarked ? "was deprecated" : "is no longer deprecated"}`;
}

/** The values that a list names as deprecated (`x-enum-deprecated`). */
function compareDeprecatedValues(pair: FacetPair): FoundChange[] {
  const [base, head] = [pair.before, pair.after].map((facets) => readSaying(facets, "x-enum-deprecated"));
  const [old, now] = [base, head].map((side): readonly JsonValue[] =>
    Array.isArray(side?.value) ? side.value : [],
  );
  const only = (list: readonly JsonValue[] = [], others: readonly JsonValue[] = []) =>
    list.filter((value) => !others.some((other) => isJsonEqual(other, value)));
  const [fresh, gone] = [only(now, old), only(old, now)];
  const parts = [
    ...(fresh.length > 0 ? [deprecation(fresh, true)] : []),
    ...(gone.length > 0 ? [deprecation(gone, false)] : []),
  ];
  const rule = enumValueDeprecated.id;
  return parts.map((subject) => ({ rule, direction: pair.direction, subject, base, head, verdict: SAFE }));
}

/** A day that was announced and comes earlier, or not at all while the value stays deprecated. */
function compareSunsets(pair: FacetPair): FoundChange[] {
  const [before, after] = [pair.before, pair.after].map((facets) => readSaying(facets, "x-sunset")?.value);
  const isDeprecated = readSaying(pair.after, "deprecated")?.value === true;
  const isEarlier = Date.parse(String(after)) < Date.parse(String(before));
  if (before === undefined || !isDeprecated || !(isEarlier || after === undefined)) return [];
  const reason = "Callers and clients planned with the announced day.";
  return compareOne(pair, {
    rule: schemaSunsetChanged.id,
    keyword: "x-sunset",
    verdict: () => ({ kind: "risky", reason }),
  });
}

/** Known values of an open list decide nothing (Zalando's guidelines, rule 112). */
function compareOpenLists(pair: FacetPair): FoundChange[] {
  const [before, after] = [pair.before, pair.after].map((facets) => readSaying(facets, "x-extensible-enum"));
  if (!before || !after) return [];
  return compareOne(pair, {
    rule: openListChanged.id,
    keyword: "x-extensible-enum",
    verdict: () => ({ kind: "included" }),
  });
}
