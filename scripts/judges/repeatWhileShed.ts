import { setTimeout } from "node:timers/promises";

const MOST_ATTEMPTS = 30;
const PAUSE_MS = 1000;

/**
 * Asks again while the answer is 503: on a busy machine the server sheds load, which says nothing about the document. A
 * server that stays away is believed in the end.
 */
export async function repeatWhileShed<Answer extends { readonly status: number }>(
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    if (answer.status !== 503 || attempt === MOST_ATTEMPTS) return answer;
    await setTimeout(PAUSE_MS);
  }
}
