import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { createQueue } from "./createQueue.ts";

const call = { method: "POST", url: "https://appliance/", signal: undefined };
const NEVER = new Promise<never>(() => undefined);

test("a task whose signal has already aborted does not wait", async () => {
  const queue = createQueue();
  void queue(call, () => NEVER);
  const late = queue({ ...call, signal: AbortSignal.abort() }, async () => "ran");
  await expect(late).rejects.toMatchObject({ code: "ABORTED" });
});

test("a finished task leaves no listener on its signal", async () => {
  const queue = createQueue();
  const { signal } = new AbortController();
  const [first, second] = [queue(call, async () => 1), queue({ ...call, signal }, async () => 2)];
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  expect(await Promise.all([first, second])).toEqual([1, 2]);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
