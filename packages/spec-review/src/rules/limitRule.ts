import type { CountKeyword } from "../diff/Facets.ts";
import { readStrictest } from "../diff/readStrictest.ts";
import type { KeywordRule } from "./SchemaRule.ts";
import { words } from "./words.ts";

/** What is particular to a limit of a count. */
export interface LimitWords {
  readonly id: string;
  readonly keyword: CountKeyword;
  /** What is counted, for example "characters". */
  readonly counted: string;
  /** A value beyond the limit, for example "a shorter text". */
  readonly beyond: string;
}

/** A rule about one of the six limits of a count. */
export function limitRule({ id, keyword, counted, beyond }: LimitWords): KeywordRule {
  return {
    id,
    severity: "breaking",
    summary:
      `\`${keyword}\` changed: in a request a stricter limit refuses callers who send ${beyond}, ` +
      `in a response a looser one sends ${beyond} to clients who rely on the old one.`,
    read: (facets) => readStrictest(facets, keyword),
    demand(facets) {
      const limit = readStrictest(facets, keyword);
      return limit ? [{ [keyword]: limit.value }] : [];
    },
    say: (told) => ({
      title: words.keywordChange(keyword, told),
      why: words.byDirection(told, {
        request: `Callers who send ${beyond}, as the old document allows, are refused.`,
        response: `Clients who count on the old number of ${counted} (a column, a buffer, a check) can now receive ${beyond}.`,
      }),
      wayOut: words.byDirection(told, {
        request: `Keep accepting the old number of ${counted}; ask for the new one where it is new (a new member or operation).`,
        response: `Keep the old limit in this response, or offer the new form under a new member or media type.`,
      }),
    }),
  };
}
