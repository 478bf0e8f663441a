import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { type ContextOptions, createContext } from "./defineOperation.ts";

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const request = { headers: {} } as IncomingMessage;
const options = { addressOf: () => "192.0.2.1", monotonicMs: () => 0 } as unknown as ContextOptions;

test("each of many requests gets its own random UUID as transaction id", () => {
  const ids = Array.from({ length: 1000 }, () => createContext(request, options).transactionId);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(UUID);
  const free = ids.map((id) => id.replaceAll("-", "").split(""));
  const digitsAt = Array.from({ length: 32 }, (_, at) => new Set(free.map((digits) => digits[at])).size);
  expect(digitsAt).toEqual(Array.from({ length: 32 }, (_, at) => ({ 12: 1, 16: 4 })[at] ?? 16));
});
