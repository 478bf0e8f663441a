import { setTimeout as delay } from "node:timers/promises";
import type { TimedResponse } from "./sendRequest.ts";

/**
 * Sends requests at a steady rate until the time is over, and returns all responses. The loop is open: a slow response
 * does not delay the next request.
 */
export async function atRate(
  perSecond: number,
  seconds: number,
  start: (index: number) => Promise<TimedResponse>,
): Promise<readonly TimedResponse[]> {
  const startedAt = performance.now();
  const responses: Promise<TimedResponse>[] = [];
  for (;;) {
    const elapsed = Math.min((performance.now() - startedAt) / 1000, seconds);
    while (responses.length < Math.floor(elapsed * perSecond)) responses.push(start(responses.length));
    if (elapsed >= seconds) return Promise.all(responses);
    await delay(1);
  }
}
