import { expect, test } from "vitest";
import { createScrubber } from "./createScrubber.ts";
import { describeError, toLoggable } from "./toLoggable.ts";

const loggable = (value: unknown) => toLoggable(value, createScrubber());

test("LOG-02 entries whose name suggests a secret are redacted at any depth", () => {
  expect(
    loggable({
      password: "canary",
      headers: { Authorization: "canary", cookie: ["canary"], "x-hm-authorization": "canary", host: "h" },
      list: [{ sessionToken: "canary", clientSecret: { a: "canary" } }],
    }),
  ).toEqual({
    password: "[redacted]",
    headers: {
      Authorization: "[redacted]",
      cookie: "[redacted]",
      "x-hm-authorization": "[redacted]",
      host: "h",
    },
    list: [{ sessionToken: "[redacted]", clientSecret: "[redacted]" }],
  });
});

test("LOG-02 values other than plain data are replaced by the name of their type", () => {
  class Connection {
    readonly url = "canary";
  }
  const facts = {
    connection: new Connection(),
    bytes: Buffer.from("canary"),
    map: new Map([["a", "canary"]]),
    act() {},
  };
  expect(loggable(facts)).toEqual({
    connection: "[Connection]",
    bytes: "[Buffer]",
    map: "[Map]",
    act: "[function]",
  });
});

test("errors are described at any depth", () => {
  expect(loggable({ error: new TypeError("no") })).toMatchObject({
    error: { type: "TypeError", message: "no" },
  });
});

test("cycles, depth, length and number of entries are bounded", () => {
  const circle: { self?: unknown; text: string; many: number[] } = {
    text: "ab ".repeat(5000),
    many: Array.from({ length: 1000 }, (_, index) => index),
  };
  circle.self = circle;
  expect(JSON.stringify(loggable(circle)).length).toBeLessThan(15_000);
});

test("plain facts stay as they are", () => {
  const facts = { port: 9443, ready: true, nothing: null, when: new Date(0), big: 5n };
  expect(loggable(facts)).toEqual({
    port: 9443,
    ready: true,
    nothing: null,
    when: "1970-01-01T00:00:00.000Z",
    big: "5",
  });
});

const describe = (error: unknown) => describeError(error, createScrubber());

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

class StoreFault extends Error {
  readonly code = "STORE_FAULT";
  readonly options = { password: "canary" };
}

test.each([
  { name: "JSON.parse of a short body", act: () => JSON.parse('canary"') },
  { name: "JSON.parse of an incomplete body", act: () => JSON.parse('{"password":"canary') },
  { name: "JSON.parse of a body with an excess word", act: () => JSON.parse('{"a":"canary"x') },
  { name: "JSON.parse of a bare word", act: () => JSON.parse("canary-with-a-very-long-tail-behind-it") },
  { name: "an argument check", act: () => Buffer.alloc("canary" as unknown as number) },
  { name: "a URL", act: () => new URL("http://u:canary@[") },
  { name: "decodeURIComponent", act: () => decodeURIComponent("%canary") },
])("LOG-02 the error of $name contains no part of the value", ({ act }) => {
  const error = thrownBy(act);
  expect(error).toBeInstanceOf(Error);
  expect(JSON.stringify(describe(error))).not.toContain("canary");
});

test("LOG-02 own properties of an error and thrown strings are omitted", () => {
  expect(JSON.stringify(describe(new StoreFault("The store failed.")))).not.toContain("canary");
  expect(JSON.stringify(describe("canary"))).not.toContain("canary");
});

test("LOG-02 the chain of causes is scrubbed, too, and is followed for a few steps only", () => {
  const deep = Array.from({ length: 40 }).reduce<Error>(
    (cause) => new Error("connect redis://:canary@cache failed", { cause }),
    new Error("bind password=canary"),
  );
  const text = JSON.stringify(describe(deep));
  expect(text).not.toContain("canary");
  expect(text.match(/"cause"/g)).toHaveLength(4);
});

test("an error that is its own cause is described a bounded number of times", () => {
  const error = new Error("round");
  error.cause = error;
  expect(describe(error).cause?.cause?.message).toBe("round");
});

test("an error is described by type, code, message, stack and cause", () => {
  const described = describe(
    new StoreFault("The store failed at take.", { cause: new RangeError("too far") }),
  );
  expect(described).toMatchObject({
    type: "Error",
    code: "STORE_FAULT",
    message: "The store failed at take.",
    cause: { type: "RangeError", message: "too far" },
  });
  expect(described.stack?.[0]).toContain("toLoggable.test.ts");
});

test("system errors keep their path", () => {
  const error = Object.assign(new Error("ENOENT: no such file, open '/srv/x'"), { code: "ENOENT" });
  expect(describe(error).message).toBe("ENOENT: no such file, open '/srv/x'");
});

test("a message keeps the name of the missing property", () => {
  const error = thrownBy(() => (undefined as unknown as { roles: string }).roles);
  expect(describe(error).message).toContain("(reading 'roles')");
});

test("the errors of an AggregateError are described", () => {
  const described = describe(new AggregateError([new Error("one"), new Error("two")], "both"));
  expect(described.errors?.map((error) => error.message)).toEqual(["one", "two"]);
});
