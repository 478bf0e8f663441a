import type { JsonValue } from "@gatehouse/contract";
import { contentEncodingChanged } from "../rules/schema/contentEncodingChanged.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import { contentOf, type TextContent } from "./contentOf.ts";
import type { DiffContext, FacetPair } from "./DiffContext.ts";
import type { Facets } from "./Facets.ts";
import { readSaying } from "./readSaying.ts";
import type { ChangeVerdict, FoundChange } from "./SchemaChange.ts";

/** The changes of what a text holds: how its bytes are encoded, what they are, what the JSON in it must be. */
export function compareContent(context: DiffContext, pair: FacetPair): FoundChange[] {
  const [before, after] = [contentOf(pair.before), contentOf(pair.after)];
  const part = (keyword: keyof TextContent): FoundChange[] => {
    // Formats of 3.0 that come and go by themselves are told by the rule for formats.
    const isSaid = [pair.before, pair.after].some((facets) => readSaying(facets, keyword));
    if (!isSaid || before[keyword] === after[keyword]) return [];
    return [
      change(pair, keyword, shown(context, pair) ?? judgeContent(keyword, before[keyword], after[keyword])),
    ];
  };
  return [...part("contentEncoding"), ...part("contentMediaType"), ...compareInside(context, pair)];
}

function change(pair: FacetPair, keyword: string, verdict: ChangeVerdict): FoundChange {
  return {
    rule: contentEncodingChanged.id,
    direction: pair.direction,
    subject: keyword,
    base: readSaying(pair.before, keyword),
    head: readSaying(pair.after, keyword),
    verdict,
  };
}

/** A text that is no base64 shows what is wrong where base64 is asked for. */
function shown(context: DiffContext, pair: FacetPair): ChangeVerdict | undefined {
  if (contentOf(pair.receiver).contentEncoding !== "base64") return undefined;
  const verdict = context.judge(pair, [{ format: "byte" }]);
  return verdict.kind === "broken" ? verdict : undefined;
}

/** A text without an encoding is what it is; a text without a media type may always have been of that type. */
function judgeContent(keyword: keyof TextContent, before?: string, after?: string): ChangeVerdict {
  const isTold = before !== undefined && after !== undefined;
  if (keyword === "contentMediaType" && !isTold) {
    const reason = "What the text holds is said in one document only; it may have been that all along.";
    return { kind: "risky", reason };
  }
  const problem = `one side means ${before ?? "plain text"}, the other ${after ?? "plain text"}`;
  return { kind: "lost", illustration: { value: "dGV4dA==", problem } };
}

/** No validator looks into the text, so what is wrong there shows in no value. */
function compareInside(context: DiffContext, pair: FacetPair): FoundChange[] {
  const [sender, receiver] = [insideOf(context, pair.sender), insideOf(context, pair.receiver)];
  if (!receiver && !sender) return [];
  if (sender && receiver && context.saysTheSame(sender, receiver)) return [];
  return [change(pair, "contentSchema", judgeInside(context, sender, receiver))];
}

function judgeInside(
  { comparer }: DiffContext,
  sender: SchemaNode | undefined,
  receiver: SchemaNode | undefined,
): ChangeVerdict {
  if (!receiver) return { kind: "included" };
  if (!sender) return { kind: "undecided" };
  const verdict = comparer.decide({ sender, receiver });
  if (verdict.kind === "included") return verdict;
  if (verdict.kind === "unknown") return { kind: "undecided" };
  const { value, problem } = verdict.witness;
  return {
    kind: "lost",
    illustration: { value: textOf(value), problem: `the JSON in the text: ${problem}` },
  };
}

function textOf(value: JsonValue): string {
  return JSON.stringify(value);
}

function insideOf(context: DiffContext, { nodes }: Facets): SchemaNode | undefined {
  const inside = nodes.flatMap(({ keywords }) => keywords.contentSchema ?? []);
  return inside.length > 0 ? context.allOf(inside) : undefined;
}
