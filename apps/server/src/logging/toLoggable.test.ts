import { expect, test } from "vitest";
import { createScrubber } from "./createScrubber.ts";
import { toLoggable } from "./toLoggable.ts";

const loggable = (value: unknown) => toLoggable(value, createScrubber());

test("LOG-02 entries with a telling name are blanked at any depth", () => {
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

test("LOG-02 of anything but plain data only the type is named", () => {
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

test("errors are described wherever they stand", () => {
  expect(loggable({ error: new TypeError("no") })).toMatchObject({
    error: { type: "TypeError", message: "no" },
  });
});

test("circles, depth, length and number of entries are bounded", () => {
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
