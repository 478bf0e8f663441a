import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

/** Habit 13: the domain and its stores know no HTTP. Imports are checked by dependency-cruiser. */
export const domainKnowsNoHttp: HouseRule = {
  name: "domain-knows-no-http",
  advice: "Throw an error of the domain; apps/server/src/http/errorCatalogue.ts gives it a status.",
  find: ({ sources }) =>
    findLines({
      files: sources.filter(({ path }) => /^packages\/(?:sessions|store-[^/]+)\//.test(path)),
      pattern: /\bstatus(?:Code)?\b|\bhttps?\b/i,
    }),
};
