import type { AttemptLimiter } from "../ports/AttemptLimiter.ts";

/** Admits every attempt, for set-ups where something in front of the domain counts. */
export const unlimitedAttempts: AttemptLimiter = {
  begin: async () => ({ kind: "admitted", familiar: false, settle: async () => undefined }),
};
