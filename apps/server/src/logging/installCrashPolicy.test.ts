import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import type { Logger } from "./createLogger.ts";
import { type CrashingProcess, installCrashPolicy } from "./installCrashPolicy.ts";

function createFixture(stop: () => Promise<void> = async () => undefined) {
  const emitter = new EventEmitter();
  const exited = vi.fn();
  const exit = new Promise<number>((resolve) => {
    exited.mockImplementation(resolve);
  });
  const process: CrashingProcess = Object.assign(emitter, { exit: exited });
  const log = { fatal: vi.fn(), error: vi.fn() };
  const flush = vi.fn(async () => expect(exited).not.toHaveBeenCalled());
  const remove = installCrashPolicy({
    process,
    logger: log as unknown as Logger,
    stop,
    flush,
    longestStopMilliseconds: 50,
  });
  return { emitter, exit, exited, flush, log, remove };
}

test("FAIL-26 an uncaught error is logged once, the server stops, and the exit code is not 0", async () => {
  const stop = vi.fn(async () => undefined);
  const { emitter, exit, log } = createFixture(stop);
  emitter.emit("uncaughtException", new Error("broken"), "uncaughtException");
  expect(await exit).toBe(70);
  expect(log.fatal).toHaveBeenCalledTimes(1);
  expect(stop).toHaveBeenCalledTimes(1);
});

test("a second error while stopping is reported and changes nothing", async () => {
  const stop = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 10)));
  const { emitter, exit, exited, log } = createFixture(stop);
  emitter.emit("uncaughtException", new Error("one"), "uncaughtException");
  emitter.emit("uncaughtException", new Error("two"), "unhandledRejection");
  await exit;
  expect(stop).toHaveBeenCalledTimes(1);
  expect(exited).toHaveBeenCalledTimes(1);
  expect(log.error).toHaveBeenCalledTimes(1);
});

test("a stop that fails or never ends does not keep the process alive", async () => {
  const failing = createFixture(async () => Promise.reject(new Error("no")));
  failing.emitter.emit("uncaughtException", new Error("x"), "uncaughtException");
  expect(await failing.exit).toBe(70);
  expect(failing.flush).toHaveBeenCalledAfter(failing.log.error);
  const hanging = createFixture(() => new Promise(() => undefined));
  hanging.emitter.emit("uncaughtException", new Error("x"), "uncaughtException");
  expect(await hanging.exit).toBe(70);
});

test("the policy can be removed", () => {
  const { emitter, remove } = createFixture();
  remove();
  expect(emitter.listenerCount("uncaughtException")).toBe(0);
});

const program = (crash: string): string => `
  import { createLineQueue, createStreamSink } from "./createLineQueue.ts";
  import { createLogger } from "./createLogger.ts";
  import { installCrashPolicy } from "./installCrashPolicy.ts";
  const queue = createLineQueue({ sink: createStreamSink(process.stdout) });
  const logger = createLogger({ level: "info", queue, clock: { nowMs: () => 0 } });
  const stop = () => Promise.reject(new Error("no"));
  installCrashPolicy({ process, logger, stop, flush: () => queue.close(5000) });
  setTimeout(() => logger.info("still running"), 60_000);
  ${crash}
`;

test.each([
  { name: "an exception", crash: 'setTimeout(() => { throw new Error("password=canary"); }, 1);' },
  { name: "an unhandled rejection", crash: 'Promise.reject(new Error("password=canary"));' },
  { name: "a rejection that is no error", crash: 'Promise.reject("canary");' },
])(
  "a real process ends after $name with a fatal line, why it could not stop, and code 70",
  async ({ crash }) => {
    const child = spawn(
      process.execPath,
      ["--conditions=@gatehouse/source", "--input-type=module", "-e", program(crash)],
      {
        cwd: import.meta.dirname,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const [output, errors, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit"),
    ]);
    expect({ code, errors }).toEqual({ code: 70, errors: "" });
    const lines = output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([{ level: "fatal" }, { level: "error", error: { message: "no" } }]);
    expect(output).not.toContain("canary");
  },
);
