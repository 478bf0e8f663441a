import { setTimeout as delay } from "node:timers/promises";
import type { Answer } from "./ask.ts";

/**
 * Starts something at a steady rate until the time is over, and gives all answers. The loop is open: a slow answer
 * does not slow the asking.
 */
export async function atRate(
  perSecond: number,
  seconds: number,
  start: (index: number) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const startedAt = performance.now();
  const answers: Promise<Answer>[] = [];
  for (;;) {
    const elapsed = Math.min((performance.now() - startedAt) / 1000, seconds);
    while (answers.length < Math.floor(elapsed * perSecond)) answers.push(start(answers.length));
    if (elapsed >= seconds) return Promise.all(answers);
    await delay(1);
  }
}
