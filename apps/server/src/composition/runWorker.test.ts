import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { LineMessage } from "../workers/createLine.ts";
import { runWorker } from "./runWorker.ts";

/** The part of a process that a worker needs, with what it sent and how it ended. */
class FakeProcess extends EventEmitter {
  readonly received: (readonly [name: string, input: unknown])[] = [];
  exitCode: number | undefined;

  send(messages: readonly LineMessage[]): void {
    for (const message of messages) if (message[0] === "notify") this.received.push([message[1], message[2]]);
  }

  disconnect(): void {
    this.emit("disconnect");
  }

  exit(code: number): void {
    this.exitCode = code;
  }
}

test("a worker of another release than its parent logs it and does not serve", () => {
  const worker = new FakeProcess();
  runWorker(worker as unknown as NodeJS.Process);
  worker.emit("message", [["notify", "start", { release: "another" }]]);
  expect(worker.received.map(([name]) => name)).toEqual(["log"]);
  expect(worker.received[0]?.[1]).toContain("another release than its parent");
  expect(worker.exitCode).toBe(0);
});

test("a worker ends when the channel to its parent does", () => {
  const worker = new FakeProcess();
  runWorker(worker as unknown as NodeJS.Process);
  worker.disconnect();
  expect(worker.exitCode).toBe(0);
});
