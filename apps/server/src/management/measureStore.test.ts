import { createMemoryStore, StoreUnavailableError } from "@gatehouse/sessions";
import { sessionStoreConformance } from "@gatehouse/sessions/testing";
import { expect, test, vi } from "vitest";
import { measureStore } from "./measureStore.ts";

function createScene() {
  const record = vi.fn();
  const storeCalls = vi.fn(() => ({ record }));
  let nowMs = 0;
  const monotonicMs = (): number => {
    nowMs += 5;
    return nowMs;
  };
  return { record, options: { metrics: { storeCalls }, monotonicMs } };
}

const window = { nowMs: 0, createdAfterMs: -1, seenAfterMs: -1, seenUntilMs: 1 };

for (const { name, run } of sessionStoreConformance({
  notShared: "each memory store is on its own",
  createTarget: async () => ({
    open: async () => measureStore(createMemoryStore(), createScene().options),
    dispose: async () => undefined,
  }),
})) {
  test(`measured: ${name}`, run);
}

test("calls are timed", async () => {
  const { record, options } = createScene();
  await measureStore(createMemoryStore(), options).list({ window, limit: 1 });
  expect(record.mock.calls).toEqual([[0.005, false]]);
});

test("a failed call is told as failed and its error handed on", async () => {
  const { record, options } = createScene();
  const take = () => Promise.reject(new StoreUnavailableError("take", { cause: undefined }));
  const taken = measureStore({ ...createMemoryStore(), take }, options).take({ tokenHash: "x", window });
  await expect(taken).rejects.toThrow(StoreUnavailableError);
  expect(record.mock.calls).toEqual([[0.005, true]]);
});
