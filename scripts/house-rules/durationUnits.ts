import { findLines } from "./findLines.ts";
import type { HouseRule } from "./HouseRule.ts";

/** Habit 23: a number that measures time says in what. */
export const durationUnits: HouseRule = {
  name: "duration-units",
  advice: "End the name of a duration in its unit: timeoutMs, ttlSeconds, PAUSE_MS.",
  find: ({ sources }) =>
    findLines({
      files: sources,
      pattern:
        /\b\w*(?:[tT]imeout|[dD]elay|[iI]nterval|[tT]tl|[dD]uration)\??: number\b|\bconst [A-Z_]*(?:TIMEOUT|DELAY|INTERVAL|TTL|DURATION|PAUSE) = [\d_]+/,
    }),
};
