import { isJsonEqual, isJsonObject, type JsonValue } from "@gatehouse/contract";
import { contentOf, type Facets, readKeyword, type TextContent } from "../facets/readFacets.ts";
import type { ChangeResult, FoundChange } from "../facets/SchemaChange.ts";
import {
  contentEncodingChanged,
  defaultChanged,
  enumValueDeprecated,
  openListChanged,
  schemaDeprecated,
  schemaSunsetChanged,
  xmlChanged,
} from "../rules/schema/annotationRules.ts";
import { areSpelledAlike, words } from "../rules/words.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { compareDiscriminators } from "./compareDiscriminators.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";

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
  readonly resultOf: (before: JsonValue | undefined, after: JsonValue | undefined) => ChangeResult;
}

function compareOne(pair: FacetPair, { rule, keyword, resultOf }: Annotation): FoundChange[] {
  const [base, head] = [readKeyword(pair.before, keyword), readKeyword(pair.after, keyword)];
  if (isJsonEqual(base?.value, head?.value)) return [];
  return [
    {
      rule,
      direction: pair.direction,
      subject: keyword,
      base,
      head,
      result: resultOf(base?.value, head?.value),
    },
  ];
}

/** Clients do not fill in the defaults of a response. */
function compareDefaults(pair: FacetPair): FoundChange[] {
  if (pair.direction === "response") return [];
  return compareOne(pair, { rule: defaultChanged.id, keyword: "default", resultOf: weighDefault });
}

function weighDefault(before: JsonValue | undefined, after: JsonValue | undefined): ChangeResult {
  if (before === undefined) {
    return {
      kind: "risky",
      reason:
        "The meaning of an absent value was undocumented; the new default may differ from what callers observed.",
    };
  }
  if (after === undefined) {
    return {
      kind: "risky",
      reason: "The meaning of an absent value is no longer documented; the server may still behave the same.",
    };
  }
  if (areSpelledAlike(before, after)) {
    return {
      kind: "risky",
      reason: "The default has another type; a server that reads both alike behaves the same.",
    };
  }
  const problem = `left out, it meant ${JSON.stringify(before)} and now means ${JSON.stringify(after)}`;
  return { kind: "lost", illustration: { value: before, problem } };
}

function compareXml(pair: FacetPair): FoundChange[] {
  const reason = "In XML the elements of the value have other names or another nesting.";
  return compareOne(pair, {
    rule: xmlChanged.id,
    keyword: "xml",
    resultOf: () => ({ kind: "risky", reason }),
  });
}

function compareDeprecation(pair: FacetPair): FoundChange[] {
  const isMarked = (facets: FacetPair["before"]) =>
    facets.nodes.some(({ raw }) => isJsonObject(raw) && raw.deprecated === true);
  if (isMarked(pair.before) === isMarked(pair.after)) return [];
  const [only, ...others] = pair.after.values?.value ?? [];
  if (only !== undefined && others.length === 0) {
    const subject = deprecation([only], isMarked(pair.after));
    const [base, head] = [readKeyword(pair.before, "deprecated"), readKeyword(pair.after, "deprecated")];
    return [{ rule: enumValueDeprecated.id, direction: pair.direction, subject, base, head, result: SAFE }];
  }
  return compareOne(pair, {
    rule: schemaDeprecated.id,
    keyword: "deprecated",
    resultOf: () => ({ kind: "included" }),
  });
}

const SAFE: ChangeResult = { kind: "included" };

function deprecation(values: readonly JsonValue[], isMarked: boolean): string {
  return `${words.list(values)} ${isMarked ? "was deprecated" : "is no longer deprecated"}`;
}

/** The values that a list names as deprecated (`x-enum-deprecated`). */
function compareDeprecatedValues(pair: FacetPair): FoundChange[] {
  const [base, head] = [pair.before, pair.after].map((facets) => readKeyword(facets, "x-enum-deprecated"));
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
  return parts.map((subject) => ({ rule, direction: pair.direction, subject, base, head, result: SAFE }));
}

/** An announced last day that was moved to an earlier one, or withdrawn while the value stays deprecated. */
function compareSunsets(pair: FacetPair): FoundChange[] {
  const [before, after] = [pair.before, pair.after].map((facets) => readKeyword(facets, "x-sunset")?.value);
  const isDeprecated = readKeyword(pair.after, "deprecated")?.value === true;
  const isEarlier = Date.parse(String(after)) < Date.parse(String(before));
  if (before === undefined || !isDeprecated || !(isEarlier || after === undefined)) return [];
  const reason = "Callers and clients planned with the announced day.";
  return compareOne(pair, {
    rule: schemaSunsetChanged.id,
    keyword: "x-sunset",
    resultOf: () => ({ kind: "risky", reason }),
  });
}

/** Known values of an open list decide nothing (Zalando's guidelines, rule 112). */
function compareOpenLists(pair: FacetPair): FoundChange[] {
  const [before, after] = [pair.before, pair.after].map((facets) => readKeyword(facets, "x-extensible-enum"));
  if (!before || !after) return [];
  return compareOne(pair, {
    rule: openListChanged.id,
    keyword: "x-extensible-enum",
    resultOf: () => ({ kind: "included" }),
  });
}

/** The changes of the content of a text: its encoding, its media type, and the schema of the JSON in it. */
function compareContent(context: DiffContext, pair: FacetPair): FoundChange[] {
  const [before, after] = [contentOf(pair.before), contentOf(pair.after)];
  const part = (keyword: keyof TextContent): FoundChange[] => {
    // A format of 3.0 that was only added or removed is a finding of the rule for formats.
    const isGiven = [pair.before, pair.after].some((facets) => readKeyword(facets, keyword));
    if (!isGiven || before[keyword] === after[keyword]) return [];
    return [
      change(pair, keyword, shown(context, pair) ?? contentResult(keyword, before[keyword], after[keyword])),
    ];
  };
  return [...part("contentEncoding"), ...part("contentMediaType"), ...compareInside(context, pair)];
}

function change(pair: FacetPair, keyword: string, result: ChangeResult): FoundChange {
  return {
    rule: contentEncodingChanged.id,
    direction: pair.direction,
    subject: keyword,
    base: readKeyword(pair.before, keyword),
    head: readKeyword(pair.after, keyword),
    result,
  };
}

/** The witness that base64 is demanded: a text that is not base64. */
function shown(context: DiffContext, pair: FacetPair): ChangeResult | undefined {
  if (contentOf(pair.receiver).contentEncoding !== "base64") return undefined;
  const result = context.decide(pair, [{ format: "byte" }]);
  return result.kind === "broken" ? result : undefined;
}

/** A text without an encoding is plain text; a text without a media type may always have been of that type. */
function contentResult(keyword: keyof TextContent, before?: string, after?: string): ChangeResult {
  if (keyword === "contentMediaType" && (before === undefined || after === undefined)) {
    const reason = "Only one document describes the content of the text; it may always have been the same.";
    return { kind: "risky", reason };
  }
  const problem = `one side means ${before ?? "plain text"}, the other ${after ?? "plain text"}`;
  return { kind: "lost", illustration: { value: "dGV4dA==", problem } };
}

/** No validator reads the JSON in the text, so no value of the text shows what is wrong with it. */
function compareInside(context: DiffContext, pair: FacetPair): FoundChange[] {
  const [sender, receiver] = [insideOf(context, pair.sender), insideOf(context, pair.receiver)];
  if (!receiver && !sender) return [];
  if (sender && receiver && context.isSameSchema(sender, receiver)) return [];
  return [change(pair, "contentSchema", insideResult(context, sender, receiver))];
}

function insideResult(
  { comparer }: DiffContext,
  sender: SchemaNode | undefined,
  receiver: SchemaNode | undefined,
): ChangeResult {
  if (!receiver) return { kind: "included" };
  if (!sender) return { kind: "undecided" };
  const result = comparer.decide({ sender, receiver });
  if (result.kind === "included") return result;
  if (result.kind === "unknown") return { kind: "undecided" };
  const { value, problem } = result.witness;
  return {
    kind: "lost",
    illustration: { value: JSON.stringify(value), problem: `the JSON in the text: ${problem}` },
  };
}

function insideOf(context: DiffContext, { nodes }: Facets): SchemaNode | undefined {
  const inside = nodes.flatMap(({ keywords }) => keywords.contentSchema ?? []);
  return inside.length > 0 ? context.allOf(inside) : undefined;
}
