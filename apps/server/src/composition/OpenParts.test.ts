import { StoreUnavailableError } from "@gatehouse/sessions";
import { expect, test, vi } from "vitest";
import { OpenParts } from "./OpenParts.ts";

const fullDisk = new StoreUnavailableError("close", { cause: new Error("disk I/O error") });

function createFixture() {
  const logger = { error: vi.fn() };
  const closed: string[] = [];
  const open = new OpenParts(logger);
  open.defer(() => void closed.push("lock"));
  open.defer(async () => {
    closed.push("store");
    throw fullDisk;
  });
  open.defer(() => {
    closed.push("server");
    throw new Error("in the same turn");
  });
  return { logger, closed, open };
}

test("FAIL-04 OPS-02 a part that cannot be closed is logged, and all others are closed", async () => {
  const { logger, closed, open } = createFixture();
  const moved = open.move();
  await expect(moved.disposeAsync()).resolves.toBeUndefined();
  expect(closed).toEqual(["server", "store", "lock"]);
  const message = "A part of the server could not be closed in order.";
  expect(logger.error.mock.calls).toEqual([
    [message, { error: new Error("in the same turn") }],
    [message, { error: fullDisk }],
  ]);
});

test("a start that fails is reported by its own error, also where closing fails after it", async () => {
  const { closed, open } = createFixture();
  async function start(): Promise<void> {
    await using _opening = open;
    throw new Error("the port is taken");
  }
  await expect(start()).rejects.toThrow("the port is taken");
  expect(closed).toEqual(["server", "store", "lock"]);
});
