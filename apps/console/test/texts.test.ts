import { globSync, readFileSync } from "node:fs";
import { GatehouseTransportError } from "@gatehouse/client";
import { expect, test } from "vitest";
import { RejectedError } from "../src/api/RejectedError.ts";
import { english } from "../src/texts/english.ts";
import { describeFailure } from "../src/ui/FailureNote.tsx";

const reject = (facts: Partial<ConstructorParameters<typeof RejectedError>[0]>) =>
  new RejectedError({ status: 400, message: "The text of the server.", ...facts });

test.each([
  { name: "a wrong request", error: reject({ errorCode: "BAD_REQUEST" }), want: "The text of the server." },
  {
    name: "a wrong password in a page",
    error: reject({ status: 403, errorCode: "INVALID_CREDENTIALS" }),
    want: "The password is wrong.",
  },
  {
    name: "too many attempts",
    error: reject({ status: 429, retryAfterSeconds: 1 }),
    want: /again in 1 second\./,
  },
  {
    name: "a busy server",
    error: reject({ status: 503, retryAfterSeconds: 30 }),
    want: /again in 30 seconds\./,
  },
  { name: "a busy server without a retry time", error: reject({ status: 503 }), want: /again later/ },
  {
    name: "a missing resource",
    error: reject({ status: 404, errorCode: "BAD_REQUEST" }),
    want: /no longer exists/,
  },
  {
    name: "an unreachable server",
    error: new GatehouseTransportError("", { code: "NETWORK", method: "GET", url: "/" }),
    want: /cannot be reached/,
  },
  { name: "an error of the page", error: new TypeError("x is undefined"), want: /Reload/ },
])("$name has a text for the reader", ({ error, want }) => {
  expect(describeFailure(error).text).toMatch(want);
});

test("the text for a wrong password at the sign-in does not reveal whether the name exists", () => {
  const error = reject({ status: 401, errorCode: "INVALID_CREDENTIALS" });
  expect(describeFailure(error, "signIn").text).toBe("Name or password is wrong.");
});

test("the text for an internal error has the reference for the log, that for a rejection has none", () => {
  const transactionId = "4636e751-ca87-42d4-a7fc-809b31fbbd82";
  const failed = reject({ status: 500, errorCode: "INTERNAL_SERVER_ERROR", transactionId });
  expect(describeFailure(failed).transactionId).toBe(transactionId);
  expect(describeFailure(reject({ transactionId })).transactionId).toBeUndefined();
});

/** Every text of the language, with functions called on sample values. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [String(value(2, "two", "three"))];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

test("no text is empty or shows a missing value", () => {
  const all = textsOf({ ...english, failures: {}, signInFailures: {} });
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((text) => text.trim() === "" || /undefined|\[object/.test(text))).toEqual([]);
});

test("components contain no text of their own", () => {
  const files = globSync("src/**/*.tsx", { cwd: new URL("../", import.meta.url).pathname });
  expect(files.length).toBeGreaterThan(10);
  const texts = files.flatMap((file) => {
    const source = readFileSync(new URL(`../${file}`, import.meta.url), "utf8").replaceAll(
      /\/\*[\s\S]*?\*\//g,
      "",
    );
    const between = [...source.matchAll(/>\s*([A-Z][a-z]+(?: [\w,.]+)*)\s*</g)].map(([, text]) => text);
    const attributes = [...source.matchAll(/(?:aria-label|title|label|placeholder)="([^"]+)"/g)].map(
      ([, text]) => text,
    );
    return [...between, ...attributes].map((text) => `${file}: ${text}`);
  });
  expect(texts).toEqual([]);
});
