import { createMemoryStore, type SignInAttempt } from "@gatehouse/sessions";
import { onTestFinished, vi } from "vitest";
import type { AttemptLimits } from "../../src/accounts/limiter/AttemptLimits.ts";
import { createAttemptLimiter } from "../../src/accounts/limiter/createAttemptLimiter.ts";

/** A limiter under fake time, with short words for whole attempts. */
export async function createTestLimiter(
  limits: Partial<AttemptLimits> = {},
  options: Partial<Parameters<typeof createAttemptLimiter>[0]> = {},
) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { store = createMemoryStore().attempts } = options;
  const clock = { nowMs: () => Date.now() };
  const limiter = await createAttemptLimiter({ clock, limits, ...options, store });
  const attempt = async (one: SignInAttempt, result: "refused" | "accepted" | "unchecked") => {
    const decision = await limiter.begin(one);
    if (decision.kind === "admitted") await decision.settle(result);
    return decision.kind;
  };
  return Object.assign(limiter, {
    store,
    attempt,
    /** One attempt with a wrong password; returns the kind of the decision. */
    fail: (one: SignInAttempt) => attempt(one, "refused"),
    /** One attempt with the correct password; returns the kind of the decision. */
    succeed: (one: SignInAttempt) => attempt(one, "accepted"),
  });
}
