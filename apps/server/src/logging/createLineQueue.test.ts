import { PassThrough, Writable } from "node:stream";
import { expect, test, vi } from "vitest";
import { createLineQueue, createStreamSink, type LineSink } from "./createLineQueue.ts";

/** A sink whose writes wait until they are let through, or fail. */
function controlledSink() {
  const written: string[] = [];
  let gate = Promise.resolve();
  let open = (): void => undefined;
  let failures = 0;
  const sink: LineSink = {
    async write(text) {
      await gate;
      if (failures > 0) {
        failures -= 1;
        throw new Error("ENOSPC");
      }
      written.push(text);
    },
    close: async () => undefined,
  };
  return {
    sink,
    lines: () => written.join("").split("\n").slice(0, -1),
    writes: () => written.length,
    block() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
    failNext(count: number) {
      failures = count;
    },
  };
}

const tenBytes = (digit: number): string => `${digit}`.repeat(9);

test("lines of one turn share a write and keep their order", async () => {
  const { sink, lines, writes } = controlledSink();
  const queue = createLineQueue({ sink });
  for (const line of ["a", "b", "c"]) queue.push(line, "ordinary");
  await queue.flush(1000);
  expect(lines()).toEqual(["a", "b", "c"]);
  expect(writes()).toBe(1);
});

test("LOG-05 a stalled sink delays no caller; without room the newest lines are dropped", async () => {
  const { sink, lines, block, release } = controlledSink();
  block();
  const queue = createLineQueue({ sink, capacityBytes: 40 });
  const taken = [1, 2, 3, 4, 5].map((digit) => queue.push(tenBytes(digit), "important"));
  expect(taken).toEqual([true, true, true, true, false]);
  expect(queue.droppedLines()).toBe(1);
  expect(queue.queuedBytes()).toBe(40);
  release();
  await queue.flush(1000);
  expect(lines()).toEqual([1, 2, 3, 4].map(tenBytes));
  expect(queue.queuedBytes()).toBe(0);
});

test("LOG-05 lines that any client can cause leave a quarter of the room to other lines", () => {
  const { sink, block } = controlledSink();
  block();
  const queue = createLineQueue({ sink, capacityBytes: 40 });
  const taken = [1, 2, 3, 4, 5].map((digit) => queue.push(tenBytes(digit), "ordinary"));
  expect(taken).toEqual([true, true, true, false, false]);
  expect(queue.push(tenBytes(6), "important")).toBe(true);
});

test("LOG-05 lost lines are reported once the sink accepts lines again", async () => {
  const { sink, block, release } = controlledSink();
  block();
  const onRecovered = vi.fn();
  const queue = createLineQueue({ sink, capacityBytes: 20, onRecovered });
  for (const digit of [1, 2, 3, 4, 5]) queue.push(tenBytes(digit), "important");
  expect(onRecovered).not.toHaveBeenCalled();
  release();
  await queue.flush(1000);
  queue.push(tenBytes(6), "important");
  await queue.flush(1000);
  expect(onRecovered.mock.calls).toEqual([[3]]);
});

test("LOG-05 a failed write is retried with the same lines, and a series of failures is reported once", async () => {
  const { sink, lines, failNext } = controlledSink();
  failNext(3);
  const [onTrouble, onRecovered] = [vi.fn(), vi.fn()];
  const queue = createLineQueue({ sink, onTrouble, onRecovered, retryMilliseconds: 1 });
  queue.push("a", "ordinary");
  await queue.flush(5000);
  queue.push("b", "ordinary");
  await queue.flush(5000);
  expect(lines()).toEqual(["a", "b"]);
  expect(onTrouble).toHaveBeenCalledTimes(1);
  expect(onRecovered.mock.calls).toEqual([[0]]);
});

test("closing waits for queued lines, but not longer than its time limit", async () => {
  const { sink, block } = controlledSink();
  block();
  const queue = createLineQueue({ sink });
  queue.push("a", "important");
  await queue.close(20);
  expect(queue.push("b", "important")).toBe(false);
});

test("a long backlog is written in chunks", async () => {
  const { sink, lines, writes } = controlledSink();
  const queue = createLineQueue({ sink });
  const line = "x".repeat(999);
  for (let count = 0; count < 1000; count += 1) queue.push(line, "ordinary");
  await queue.close(5000);
  expect(lines()).toHaveLength(1000);
  expect(writes()).toBeGreaterThan(10);
});

test("a write is done when the stream has passed it on", async () => {
  const stream = new PassThrough();
  await createStreamSink(stream).write("a\n");
  expect(stream.read().toString()).toBe("a\n");
});

test("LOG-05 a reader that has closed the pipe causes a failed write and no crash", async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error("EPIPE")) });
  const sink = createStreamSink(stream);
  await expect(sink.write("a\n")).rejects.toThrow("EPIPE");
  await expect(sink.write("b\n")).rejects.toThrow();
});

test("LOG-05 a write stays pending while the reader does not read", async () => {
  const stream = new Writable({ write: () => undefined });
  const write = createStreamSink(stream).write("a\n");
  const first = await Promise.race([write, new Promise((resolve) => setTimeout(() => resolve("open"), 20))]);
  expect(first).toBe("open");
});
