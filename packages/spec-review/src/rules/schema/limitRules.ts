import { type CountKeyword, type Facets, readStrictest } from "../../facets/readFacets.ts";
import type { KeywordRule, KeywordValue } from "../Rule.ts";
import { words } from "../words.ts";

/** The texts of a rule about a limit of a count. */
interface LimitWords {
  readonly id: string;
  readonly keyword: CountKeyword;
  /** What is counted, for example "characters". */
  readonly counted: string;
  /** A value beyond the limit, for example "a shorter text". */
  readonly beyond: string;
}

/** A rule about one of the six limits of a count. */
function limitRule({ id, keyword, counted, beyond }: LimitWords): KeywordRule {
  return {
    id,
    severity: "breaking",
    summary:
      `\`${keyword}\` changed: in a request, a stricter limit rejects callers who send ${beyond}; ` +
      `in a response, a looser one sends ${beyond} to clients who rely on the old one.`,
    read: (facets) => readStrictest(facets, keyword),
    demand(facets) {
      const limit = readStrictest(facets, keyword);
      return limit ? [{ [keyword]: limit.value }] : [];
    },
    describe: (change) => ({
      title: words.keywordChange(keyword, change),
      why: words.byDirection(change, {
        request: `Callers who send ${beyond}, as the old document allows, are rejected.`,
        response: `Clients who rely on the old number of ${counted} (a column, a buffer, a check) can now receive ${beyond}.`,
      }),
      remedy: words.byDirection(change, {
        request: `Keep accepting the old number of ${counted}; only demand the new one in a new member or operation.`,
        response: `Keep the old limit in this response, or send the new form in a new member or media type.`,
      }),
    }),
  };
}

const COUNTS: readonly LimitWords[] = [
  {
    id: "min-length-changed",
    keyword: "minLength",
    counted: "characters",
    beyond: "a shorter text",
  },
  {
    id: "max-length-changed",
    keyword: "maxLength",
    counted: "characters",
    beyond: "a longer text",
  },
  {
    id: "min-items-changed",
    keyword: "minItems",
    counted: "items",
    beyond: "a shorter list",
  },
  {
    id: "max-items-changed",
    keyword: "maxItems",
    counted: "items",
    beyond: "a longer list",
  },
  {
    id: "min-properties-changed",
    keyword: "minProperties",
    counted: "members",
    beyond: "an object with fewer members",
  },
  {
    id: "max-properties-changed",
    keyword: "maxProperties",
    counted: "members",
    beyond: "an object with more members",
  },
];

/** The texts of a rule about a limit of a number. */
interface BoundWords {
  readonly id: string;
  readonly side: "low" | "high";
  readonly keyword: string;
  /** Numbers beyond the limit, for example "smaller numbers". */
  readonly beyond: string;
}

/** A rule about one of the two limits of a number; `exclusiveMinimum` and its like count as the same limit. */
function boundRule({ id, side, keyword, beyond }: BoundWords): KeywordRule {
  return {
    id,
    severity: "breaking",
    summary:
      `The ${keyword} changed, inclusive or exclusive: in a request, a stricter one rejects callers who send ` +
      `${beyond}; in a response, a looser one sends ${beyond} to clients who rely on the old one.`,
    read: (facets) => readBound(facets, side),
    demand(facets) {
      const bound = facets[side];
      return bound ? [{ [side]: bound.value }] : [];
    },
    describe: (change) => ({
      title: words.keywordChange(keyword, change),
      why: words.byDirection(change, {
        request: `Callers who send ${beyond}, as the old document allows, are rejected.`,
        response: `Clients who rely on the old limit (a type, a scale, a check) can now receive ${beyond}.`,
      }),
      remedy: words.byDirection(change, {
        request: "Keep accepting the old range, and clamp or warn where the new one matters.",
        response: "Keep the old range in this response, or send the wider number in a new member.",
      }),
    }),
  };
}

function readBound(facets: Facets, side: "low" | "high"): KeywordValue | undefined {
  const bound = facets[side];
  if (!bound) return undefined;
  const { value, exclusive } = bound.value;
  return { pointer: bound.pointer, value: exclusive ? `${value} (exclusive)` : value };
}

const BOUNDS: readonly BoundWords[] = [
  {
    id: "minimum-changed",
    side: "low",
    keyword: "minimum",
    beyond: "smaller numbers",
  },
  {
    id: "maximum-changed",
    side: "high",
    keyword: "maximum",
    beyond: "larger numbers",
  },
];

/** The rules about limits of numbers and of counts, which differ in their words only. */
export const limitRules: readonly KeywordRule[] = [...BOUNDS.map(boundRule), ...COUNTS.map(limitRule)];
