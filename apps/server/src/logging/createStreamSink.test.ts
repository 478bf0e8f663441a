import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { createStreamSink } from "./createStreamSink.ts";

test("a write is done when the stream has handed it on", async () => {
  const stream = new PassThrough();
  await createStreamSink(stream).write("a\n");
  expect(stream.read().toString()).toBe("a\n");
});

test("LOG-05 a reader that went away is a failed write, not a crash", async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error("EPIPE")) });
  const sink = createStreamSink(stream);
  await expect(sink.write("a\n")).rejects.toThrow("EPIPE");
  await expect(sink.write("b\n")).rejects.toThrow();
});

test("LOG-05 a reader that does not read leaves the write open", async () => {
  const stream = new Writable({ write: () => undefined });
  const write = createStreamSink(stream).write("a\n");
  const first = await Promise.race([write, new Promise((resolve) => setTimeout(() => resolve("open"), 20))]);
  expect(first).toBe("open");
});
