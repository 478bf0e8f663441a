import { canonicalJson } from "@gatehouse/contract";
import type { ChangeResult, FoundChange } from "../facets/SchemaChange.ts";
import { keywordRules } from "../rules/keywordRules.ts";
import type { KeywordRule } from "../rules/Rule.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";

/** The changes of single keywords at a place. */
export function compareKeywords(context: DiffContext, pair: FacetPair): FoundChange[] {
  return keywordRules
    .filter((rule) => isChanged(context, pair, rule))
    .map((rule) => ({
      rule: rule.id,
      direction: pair.direction,
      subject: undefined,
      base: rule.read(pair.before),
      head: rule.read(pair.after),
      verdict: judge(context, pair, rule),
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
      return other === undefined || !context.saysTheSame(node, other);
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

function judge(context: DiffContext, pair: FacetPair, rule: KeywordRule): ChangeResult {
  const verdict = context.judge(pair, rule.demand(pair.receiver, pair.sender));
  const reason =
    verdict.kind === "included" ? rule.caution?.(pair.before, pair.after, pair.direction) : undefined;
  return reason === undefined ? verdict : { kind: "risky", reason };
}
