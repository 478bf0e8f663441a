import type { Worker } from "node:cluster";
import { EventEmitter, once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Logger } from "../logging/createLogger.ts";
import type { LineMessage } from "./createLine.ts";
import { reservePort } from "./reservePort.ts";
import { startWorkers } from "./startWorkers.ts";

const TICK_MS = 1000;

/** A process that listens when it is started, and ends when it is drained, unless the test holds it. */
class FakeWorker extends EventEmitter {
  readonly process: { readonly pid: number; kill(signal: string): void };
  readonly received: string[] = [];
  listensAlone = true;
  reads = true;

  constructor(pid: number) {
    super();
    this.process = { pid, kill: (signal) => this.end(signal) };
  }

  send(messages: readonly LineMessage[], ...[, , onSent]: readonly [unknown, unknown, () => void]): void {
    if (this.reads) onSent();
    for (const [kind, name] of messages) {
      if (kind !== "notify") continue;
      this.received.push(name);
      if (name === "start" && this.listensAlone) this.say("listening");
      if (name === "drain") setImmediate(() => this.end("drained"));
    }
  }

  say(name: string): void {
    this.emit("message", [["notify", name, undefined]]);
  }

  /** @param reason an exit code, or the name of a signal */
  end(reason: string | number): void {
    if (typeof reason === "number") this.emit("exit", reason, null);
    else this.emit("exit", null, reason);
  }
}

/** A crew whose parent looks for silent workers when the test lets time pass. */
async function createFixture(size = 2, startFirst: (worker: FakeWorker) => FakeWorker = (worker) => worker) {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const forked: FakeWorker[] = [];
  const logged: string[] = [];
  const log = (text: string) => void logged.push(text);
  let overloaded = false;
  let next = startFirst;
  const crew = await startWorkers({
    size,
    logger: { info: log, error: log } as unknown as Logger,
    describe: () => ({}) as never,
    serve: () => ({
      isOverloaded: () => overloaded,
      calls: new Map(),
      notifications: new Map([["applied", () => undefined]]),
      gone: () => undefined,
    }),
    fork() {
      const worker = next(new FakeWorker(forked.length + 1));
      forked.push(worker);
      return worker as unknown as Worker;
    },
  });
  return {
    ...{ crew, forked, logged },
    overload() {
      overloaded = true;
    },
    /** The workers that are forked from now on listen when the test says so. */
    holdStarts() {
      next = (worker) => Object.assign(worker, { listensAlone: false });
    },
  };
}

/** Ends the first processes with these reasons before they listen: signals, or exit codes. */
function endFirst(...reasons: readonly (string | number)[]) {
  const left = [...reasons];
  return (worker: FakeWorker): FakeWorker => {
    const reason = left.shift();
    if (reason === undefined) return worker;
    setImmediate(() => worker.end(reason));
    return Object.assign(worker, { listensAlone: false });
  };
}

test("OPS-08 a worker that a signal ends before it serves is started again", async () => {
  const { crew, forked } = await createFixture(1, endFirst("SIGINT", "SIGINT"));
  expect(crew.serving()).toEqual([3]);
  expect(crew.lost()).toBe(0);
  expect(forked).toHaveLength(3);
  await crew.stop();
});

test.each([
  { name: "exits", reasons: [70], message: "A worker did not start (70); the log has the reason." },
  {
    name: "is ended by signals again and again",
    reasons: Array.from({ length: 9 }, () => "SIGKILL"),
    message: "A worker did not start (SIGKILL); the log has the reason.",
  },
])("a worker that $name before it serves makes the start fail", async ({ reasons, message }) => {
  const starting = createFixture(1, endFirst(...reasons));
  await expect(starting).rejects.toMatchObject({ code: "WORKER_NOT_STARTED", message });
});

test("OPS-08 requests for a restart during a restart share one further restart", async () => {
  const { crew, forked, logged } = await createFixture();
  await Promise.all([crew.restart(), crew.restart()]);
  expect(forked).toHaveLength(4);
  const first = crew.restart();
  await new Promise(setImmediate);
  await Promise.all([first, crew.restart(), crew.restart(), crew.restart()]);
  expect(forked).toHaveLength(8);
  expect(crew.serving()).toEqual([7, 8]);
  expect(logged.filter((text) => text === "The workers were replaced.")).toHaveLength(3);
  await crew.stop();
});

test("a worker that ends by itself during its replacement leaves no excess worker", async () => {
  const { crew, forked, holdStarts } = await createFixture(1);
  holdStarts();
  const restarted = crew.restart();
  await vi.waitFor(() => expect(forked).toHaveLength(2));
  forked[0]?.end("SIGSEGV");
  await vi.waitFor(() => expect(forked).toHaveLength(3));
  forked[2]?.say("listening");
  forked[1]?.say("listening");
  await restarted;
  expect(crew.serving()).toEqual([3]);
  expect(crew.lost()).toBe(1);
  await crew.stop();
});

test("a silent worker is ended and replaced, and the others are not", async () => {
  const { crew, forked, logged } = await createFixture();
  for (let look = 0; look < 30; look += 1) {
    forked[1]?.say("applied");
    vi.advanceTimersByTime(TICK_MS);
  }
  expect(logged[0]).toBe("A worker is unresponsive and is ended.");
  await vi.waitFor(() => expect(crew.serving()).toEqual([2, 3]));
  expect(crew.lost()).toBe(1);
  await crew.stop();
});

test("OPS-02 a stop during a restart drains each worker once, and logs no failure", async () => {
  const { crew, forked, logged, holdStarts } = await createFixture();
  holdStarts();
  const restarted = crew.restart();
  await vi.waitFor(() => expect(forked).toHaveLength(3));
  await Promise.all([crew.stop(), crew.stop(), restarted]);
  await crew.restart();
  expect(forked.map(({ received }) => received.filter((name) => name === "drain").length)).toEqual([1, 1, 1]);
  expect(logged).toEqual(["The workers are replaced one after the other."]);
});

test("OPS-02 workers that start or stop do not count as overloaded", async () => {
  const { crew, forked, holdStarts, overload } = await createFixture();
  overload();
  holdStarts();
  const restarted = crew.restart();
  await vi.waitFor(() => expect(forked).toHaveLength(3));
  expect(crew.overloaded()).toBe(2);
  await Promise.all([crew.stop(), restarted]);
  expect(crew.overloaded()).toBe(0);
});

test("a worker that does not read its messages is ended and replaced", async () => {
  const { crew, forked, logged } = await createFixture();
  Object.assign(forked[0] ?? {}, { reads: false });
  for (let sent = 0; sent < 70_000; sent += 1) {
    crew.present({});
    if (sent % 1000 === 0) await new Promise(setImmediate);
  }
  expect(logged).toContain("A worker does not read its messages and is ended.");
  await vi.waitFor(() => expect(crew.serving()).toEqual([2, 3]));
  await crew.stop();
});

test("the start waits for a port as long as workers of a killed parent may hold it", async () => {
  const orphan = createServer().listen(0, "127.0.0.1");
  await once(orphan, "listening");
  const { port } = orphan.address() as AddressInfo;
  const reserved = reservePort(port, "127.0.0.1");
  await pause(120);
  orphan.close();
  await expect(reserved).resolves.toBe(port);
});

test("an error of the channel to a worker that ends is no error of the parent", async () => {
  const { crew, forked } = await createFixture(1);
  forked[0]?.emit("error", new Error("write EPIPE"));
  await new Promise(setImmediate);
  expect(crew.serving()).toEqual([1]);
  await crew.stop();
});
