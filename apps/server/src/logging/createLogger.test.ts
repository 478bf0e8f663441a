import { expect, test } from "vitest";
import { createLogger, type LogLevel } from "./createLogger.ts";

function createTestLogger(overrides: { level?: LogLevel; knownSecrets?: readonly string[] } = {}) {
  const lines: string[] = [];
  const queue = { push: (line: string) => lines.push(line) > 0 };
  const logger = createLogger({ level: "info", queue, clock: { nowMs: () => 0 }, ...overrides });
  return { logger, lines, records: () => lines.map((line): unknown => JSON.parse(line)) };
}

test("a record has level, UTC time, message and facts", () => {
  const { logger, records } = createTestLogger();
  logger.info("The server listens.", { port: 9443 });
  expect(records()).toEqual([
    { level: "info", time: "1970-01-01T00:00:00.000Z", port: 9443, msg: "The server listens." },
  ]);
});

test("a child adds its facts to every record", () => {
  const { logger, records } = createTestLogger();
  const child = logger.child({ requestId: "r-1" });
  child.warn("one");
  child.error("two", { status: 500 });
  expect(records()).toMatchObject([{ requestId: "r-1" }, { requestId: "r-1", status: 500, msg: "two" }]);
});

test("records below the configured level are not written", () => {
  const { logger, lines } = createTestLogger({ level: "warn" });
  logger.info("no");
  logger.debug("no");
  logger.warn("yes");
  expect(lines).toHaveLength(1);
  expect([logger.isEnabled("info"), logger.isEnabled("error")]).toEqual([false, true]);
});

test("LOG-02 no secret of an error, a fact, a message or a child reaches a line", () => {
  const { logger, lines } = createTestLogger({ knownSecrets: ["canary-known"] });
  const parse = (): unknown => JSON.parse('{"password":"canary"x');
  let error: unknown;
  try {
    parse();
  } catch (thrown) {
    error = thrown;
  }
  logger.child({ token: "canary" }).error("redis://u:canary@h is gone; canary-known", {
    error,
    err: new Error("outer password=canary", { cause: error }),
    body: { password: "canary", note: "token: canary" },
    text: "canary-known",
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("canary");
});

test.each([
  { name: "line ends", given: "a\r\nb\nc" },
  { name: "NUL", given: "a\u0000b" },
  { name: "terminal sequences", given: "\u001b[2J\u009b31m" },
  { name: "Unicode line ends", given: "a\u2028b\u2029c" },
  { name: "lone surrogates", given: "a\ud800b" },
  { name: "format placeholders", given: "%s %o %j" },
])("LOG-04 $name in message and facts stay inside one line", ({ given }) => {
  const { logger, lines } = createTestLogger();
  logger.info(given, { username: given, error: new Error(given) });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\x20-\x7e\ufffd]*$/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ username: given.toWellFormed() });
});

test("LOG-04 a fact of 64 KiB is shortened", () => {
  const { logger, lines } = createTestLogger();
  logger.info("long", { username: "x ".repeat(32_768) });
  expect(lines[0]?.length).toBeLessThan(3000);
});
