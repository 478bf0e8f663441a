import { EventEmitter } from "node:events";
import { constants } from "node:os";
import { expect, test, vi } from "vitest";
import { handleSignals, holdSignals, ignoreSignals, isProfiledBy, signalEffects } from "./handleSignals.ts";

const names = Object.entries(signalEffects);

function createFixture({ isAtTerminal = false, isProfiled = false } = {}) {
  const process = new EventEmitter();
  const stop = vi.fn(async () => undefined);
  const info = vi.fn();
  const logger = { info } as unknown as Parameters<typeof handleSignals>[0]["logger"];
  return {
    process,
    stop,
    info,
    handling: handleSignals({ process, logger, isAtTerminal, isProfiled, stop }),
  };
}

test.each(names)("OPS-08 %s, sent three times: %s", (signal, effect) => {
  const { process, stop, info, handling } = createFixture();
  handling.started();
  for (let count = 0; count < 3; count += 1) process.emit(signal, signal);
  expect(stop.mock.calls).toEqual(effect === "stop" ? [[signal]] : []);
  expect(info).toHaveBeenCalledTimes(effect === "stop" ? 2 : 3);
});

test("OPS-08 a second, different signal does not stop the server again", () => {
  const { process, stop, handling } = createFixture();
  handling.started();
  for (const [signal] of names) process.emit(signal, signal);
  expect(stop).toHaveBeenCalledTimes(1);
});

test("OPS-08 a signal during the start stops the server after the start", () => {
  const { process, stop, handling } = createFixture();
  process.emit("SIGTERM", "SIGTERM");
  expect(stop).not.toHaveBeenCalled();
  handling.started();
  expect(stop.mock.calls).toEqual([["SIGTERM"]]);
});

test("OPS-08 signals that came while the server was loaded have their effects", () => {
  const process = new EventEmitter();
  const held = holdSignals(process, false);
  for (const signal of ["SIGHUP", "SIGTERM", "SIGINT"]) process.emit(signal, signal);
  const info = vi.fn();
  const stop = vi.fn(async () => undefined);
  const logger = { info } as unknown as Parameters<typeof handleSignals>[0]["logger"];
  const handling = handleSignals({ process, logger, isAtTerminal: false, isProfiled: false, stop, held });
  expect(info.mock.calls.map(([, facts]) => facts)).toEqual([
    { signal: "SIGHUP" },
    { signal: "SIGTERM" },
    { signal: "SIGINT" },
  ]);
  handling.started();
  expect(stop.mock.calls).toEqual([["SIGTERM"]]);
  process.emit("SIGHUP", "SIGHUP");
  expect(info).toHaveBeenCalledTimes(4);
});

test.each([
  { isAtTerminal: true, calls: 1, name: "stops a server whose terminal is gone" },
  { isAtTerminal: false, calls: 0, name: "changes nothing for a service" },
])("OPS-08 SIGHUP $name", ({ isAtTerminal, calls }) => {
  const { process, stop, handling } = createFixture({ isAtTerminal });
  handling.started();
  process.emit("SIGHUP", "SIGHUP");
  expect(stop).toHaveBeenCalledTimes(calls);
});

test("OPS-08 a profiler keeps its signal, and all others keep their effects", () => {
  const { process } = createFixture({ isProfiled: true });
  const expected = names.map(([signal]) => signal).filter((signal) => signal !== "SIGPROF");
  expect(process.eventNames()).toEqual(expected.filter((signal) => signal in constants.signals));
});

test.each([
  { given: ["--cpu-prof"], want: true },
  { given: ["--conditions=a", "--prof"], want: true },
  { given: [undefined, "--max-old-space-size=512 --cpu-prof --cpu-prof-dir=/tmp"], want: true },
  { given: ["--cpu-prof-dir=/tmp", "--heap-prof", "--prof-process"], want: false },
  { given: [], want: false },
])("OPS-08 the options $given mean profiled: $want", ({ given, want }) => {
  expect(isProfiledBy(given)).toBe(want);
});

test("OPS-08 SIGHUP replaces the workers, if there are any", () => {
  const process = new EventEmitter();
  const info = vi.fn();
  const restart = vi.fn(() => true);
  const logger = { info } as unknown as Parameters<typeof handleSignals>[0]["logger"];
  const stop = async () => undefined;
  handleSignals({ process, logger, isAtTerminal: false, isProfiled: false, stop, restart });
  process.emit("SIGHUP", "SIGHUP");
  process.emit("SIGUSR2", "SIGUSR2");
  expect(restart).toHaveBeenCalledTimes(1);
  expect(info).toHaveBeenCalledTimes(1);
});

test("OPS-08 a worker ignores all signals", () => {
  const process = new EventEmitter();
  ignoreSignals(process, true);
  const heard = names.map(([signal]) => signal).filter((signal) => process.emit(signal, signal));
  expect(names.map(([signal]) => signal).filter((signal) => !heard.includes(signal))).toEqual(["SIGPROF"]);
});

test("OPS-08 every signal of this system has an effect or a reason for having none", () => {
  const unreachable = ["SIGKILL", "SIGSTOP"];
  const brokenProcess = ["SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL"];
  const suspended = ["SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGCONT"];
  const ignoredByDefault = ["SIGCHLD", "SIGURG", "SIGWINCH", "SIGPIPE", "SIGXFSZ"];
  const known = new Set([
    ...Object.keys(signalEffects),
    ...unreachable,
    ...brokenProcess,
    ...suspended,
    ...ignoredByDefault,
  ]);
  const numbers = new Set(
    Object.entries(constants.signals)
      .filter(([name]) => known.has(name))
      .map(([, number]) => number),
  );
  const forgotten = Object.entries(constants.signals).filter(([, number]) => !numbers.has(number));
  expect(forgotten).toEqual([]);
});
