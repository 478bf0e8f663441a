import type { Facets } from "../diff/Facets.ts";
import type { KeywordRule, Saying } from "./SchemaRule.ts";
import { words } from "./words.ts";

/** What is particular to a limit of a number. */
export interface BoundWords {
  readonly id: string;
  readonly side: "low" | "high";
  readonly keyword: string;
  /** Numbers beyond the limit, for example "smaller numbers". */
  readonly beyond: string;
}

/** A rule about one of the two limits of a number; `exclusiveMinimum` and its like count as the same limit. */
export function boundRule({ id, side, keyword, beyond }: BoundWords): KeywordRule {
  return {
    id,
    severity: "breaking",
    summary:
      `The ${keyword} changed, inclusive or exclusive: in a request a stricter one refuses callers who send ` +
      `${beyond}, in a response a looser one sends ${beyond} to clients who rely on the old one.`,
    read: (facets) => readBound(facets, side),
    demand(facets) {
      const bound = facets[side];
      return bound ? [{ [side]: bound.value }] : [];
    },
    say: (told) => ({
      title: words.keywordChange(keyword, told),
      why: words.byDirection(told, {
        request: `Callers who send ${beyond}, as the old document allows, are refused.`,
        response: `Clients who count on the old limit (a type, a scale, a check) can now receive ${beyond}.`,
      }),
      wayOut: words.byDirection(told, {
        request: "Keep accepting the old range, and clamp or warn where the new one matters.",
        response: "Keep the old range in this response, or give the wider number a member of its own.",
      }),
    }),
  };
}

function readBound(facets: Facets, side: "low" | "high"): Saying | undefined {
  const bound = facets[side];
  if (!bound) return undefined;
  const { value, exclusive } = bound.value;
  return { pointer: bound.pointer, value: exclusive ? `${value} (exclusive)` : value };
}
