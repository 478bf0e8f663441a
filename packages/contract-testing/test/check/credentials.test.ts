import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { checkServer } from "../../src/check/checkServer.ts";
import { SignInFailedError } from "../../src/check/errors.ts";
import { readCredentials } from "../../src/check/readCredentials.ts";
import { startFixture } from "./support/FixtureServer.ts";
import { keepShop, petShop } from "./support/petShop.ts";

const contract = await petShop();
const signOut = { contract, only: ["signOut"] };

/** A way to sign in that hands out a new key each time. */
function createCounter(keys: Set<string>) {
  let count = 0;
  return async () => {
    count += 1;
    keys.add(`key-${count}`);
    return { key: `key-${count}` };
  };
}

test("fresh credentials are fetched for an operation that uses them up", async () => {
  const keys = new Set<string>();
  await using server = await startFixture(keepShop(keys));
  const report = await checkServer({
    ...signOut,
    baseUrl: server.origin,
    authenticate: createCounter(keys),
    cases: 60,
  });
  expect(report.findings).toEqual([]);
  expect(report.notes).toEqual([]);
  expect(report.operations[0]?.statuses["200"]).toBeGreaterThan(20);
});

test("fixed credentials that are used up are not a finding", async () => {
  await using server = await startFixture(keepShop(new Set(["key-1"])));
  const report = await checkServer({
    ...signOut,
    baseUrl: server.origin,
    credentials: { key: "key-1" },
    cases: 60,
  });
  expect(report.findings).toEqual([]);
  expect(report.notes[0]).toMatch(/^The credentials were not accepted any more after signOut was accepted/);
});

test("credentials that were never accepted are a finding", async () => {
  await using server = await startFixture(keepShop());
  const report = await checkServer({
    ...signOut,
    baseUrl: server.origin,
    credentials: { key: "nobody" },
    cases: 20,
  });
  expect(report.findings.map(({ check }) => check)).toEqual(["credentials-refused"]);
  expect(report.findings[0]?.curl[0]).toContain(`-H 'x-key: '"\${KEY}"`);
});

test("without credentials a protected operation is only checked for its rejections", async () => {
  await using server = await startFixture(keepShop());
  const report = await checkServer({ ...signOut, baseUrl: server.origin, cases: 20 });
  expect(report.findings).toEqual([]);
  expect(Object.keys(report.operations[0]?.statuses ?? {})).toEqual(["401", "405"]);
  expect(report.notes).toEqual(["signOut: only seen from outside, since there are no credentials for key."]);
});

test("a sign-in that fails at the start is an error", async () => {
  const authenticate = async () => {
    throw new Error("the account is locked");
  };
  await using server = await startFixture(keepShop());
  const check = checkServer({ ...signOut, baseUrl: server.origin, authenticate });
  await expect(check).rejects.toThrow(SignInFailedError);
  await expect(check).rejects.toMatchObject({
    code: "SIGN_IN_FAILED",
    message: "Signing in failed: the account is locked",
  });
});

test("a sign-in that fails later ends the check", async () => {
  const keys = new Set(["key-1"]);
  let isFirst = true;
  const authenticate = async () => {
    if (!isFirst) throw new Error("too many attempts");
    isFirst = false;
    return { key: "key-1" };
  };
  await using server = await startFixture(keepShop(keys));
  const report = await checkServer({ ...signOut, baseUrl: server.origin, authenticate, cases: 30 });
  expect(report.stoppedBy).toBe("sign-in failed");
  expect(report.notes).toContain("Signing in failed: too many attempts");
});

test("a report contains no credentials", async () => {
  const keys = new Set<string>();
  await using server = await startFixture((request) => ({ ...keepShop(keys)(request), status: 500 }));
  const report = await checkServer({
    ...signOut,
    baseUrl: server.origin,
    headers: [["x-api-token", "s3cret-header"]],
    authenticate: createCounter(keys),
    cases: 40,
  });
  expect(report.findings).not.toEqual([]);
  expect(JSON.stringify(report)).not.toMatch(/key-\d|s3cret-header/);
});

test("credentials are distinguished from other headers by the security schemes of the document", async () => {
  const schemes = await loadContract({
    openapi: "3.0.3",
    info: { title: "t", version: "1" },
    paths: {},
    components: {
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "X-Key" },
        session: { type: "apiKey", in: "cookie", name: "sid" },
        account: { type: "http", scheme: "basic" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  });
  const read = readCredentials(schemes, [
    ["x-key", "k"],
    ["Authorization", "Bearer b"],
    ["Cookie", "theme=dark; sid=s=1"],
    ["Accept", "text/html"],
  ]);
  expect(read).toEqual({
    credentials: { key: "k", bearer: "Bearer b", session: "s=1" },
    others: [
      ["Cookie", "theme=dark"],
      ["Accept", "text/html"],
    ],
  });
});
