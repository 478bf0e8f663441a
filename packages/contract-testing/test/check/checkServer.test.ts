import { expect, test } from "vitest";
import { checkServer } from "../../src/check/checkServer.ts";
import { InvalidCheckOptionsError, ServerUnreachableError } from "../../src/check/errors.ts";
import { startFixture } from "./support/FixtureServer.ts";
import { createManualClock } from "./support/manualClock.ts";
import { keepShop, petShop } from "./support/petShop.ts";

const contract = await petShop();
const readOnly = { contract, only: ["listPets"] };

async function requestsOf(seed: number): Promise<readonly string[]> {
  await using server = await startFixture(keepShop());
  await checkServer({ contract, baseUrl: server.origin, seed, cases: 60, skip: ["signOut"] });
  return server.requests.map(({ method, path, query, body }) => `${method} ${path}?${query} ${body}`);
}

test("the same seed sends the same requests, another seed others", async () => {
  const [first, second, other] = [await requestsOf(7), await requestsOf(7), await requestsOf(8)];
  expect(first.length).toBeGreaterThan(100);
  expect(second).toEqual(first);
  expect(other).not.toEqual(first);
});

test("each operation gets the requested number of requests", async () => {
  await using server = await startFixture(keepShop());
  const { operations, findings } = await checkServer({
    contract,
    baseUrl: server.origin,
    cases: 120,
    skip: ["signOut"],
  });
  expect(findings).toEqual([]);
  expect(operations.map(({ operationId, requests }) => ({ operationId, requests }))).toEqual([
    { operationId: "listPets", requests: 120 },
    { operationId: "addPet", requests: 120 },
  ]);
});

test("a finding has the smallest request that reproduces it, and a count", async () => {
  await using server = await startFixture(keepShop(new Set(), { longestName: 5 }));
  const { findings } = await checkServer({ contract, baseUrl: server.origin, cases: 200, only: ["addPet"] });
  const failure = findings.find(({ check }) => check === "server-error");
  expect(new TextDecoder().decode(failure?.requests[0]?.body)).toMatch(/^\{"name":"(.)\1{5,7}"\}$/u);
  expect(failure?.seen).toBeGreaterThan(1);
  expect(failure?.location).toMatchObject({ file: "(document)" });
  expect(findings.filter(({ check }) => check === "server-error")).toHaveLength(1);
});

test("a failing server is reported with its status and its response", async () => {
  await using server = await startFixture(keepShop(new Set(), { listStatus: 503 }));
  const { findings } = await checkServer({ ...readOnly, baseUrl: server.origin, cases: 5 });
  const failure = findings.find(({ check }) => check === "server-error");
  expect(failure?.message).toBe("The server responded 503 to a valid request.");
  expect(failure?.answer).toMatchObject({ status: 503, body: '[{"name":"Rex"}]' });
});

test("at most the allowed number of requests is sent", async () => {
  await using server = await startFixture(keepShop());
  const report = await checkServer({ contract, baseUrl: server.origin, maxRequests: 25 });
  expect(report.requests).toBe(25);
  expect(report.stoppedBy).toBe("request limit");
  expect(server.requests).toHaveLength(26); // The first one checks that the server responds.
});

test("no request is sent after the time limit", async () => {
  await using server = await startFixture(keepShop());
  const clock = createManualClock({ stepMs: 1_000 });
  const report = await checkServer({ contract, baseUrl: server.origin, timeLimitSeconds: 30, clock });
  expect(report.stoppedBy).toBe("time limit");
  expect(report.requests).toBeLessThan(30);
});

test("requests do not exceed the rate", async () => {
  await using server = await startFixture(keepShop());
  const clock = createManualClock();
  const report = await checkServer({
    ...readOnly,
    baseUrl: server.origin,
    cases: 40,
    ratePerSecond: 20,
    clock,
  });
  expect(new Set(clock.sleepsMs)).toEqual(new Set([50]));
  expect(clock.sleepsMs).toHaveLength(report.requests - 1);
});

test("the findings so far are reported when the caller ends the check", async () => {
  await using server = await startFixture(keepShop());
  const controller = new AbortController();
  const report = await checkServer({
    contract,
    baseUrl: server.origin,
    signal: controller.signal,
    onProgress: ({ requests }) => requests === 10 && controller.abort(),
  });
  expect(report.stoppedBy).toBe("interrupted");
  expect(report.requests).toBe(10);
});

test("a server that stops ends the check", async () => {
  const shop = keepShop();
  await using server = await startFixture((request) => ({
    ...shop(request),
    isDropped: server.requests.length > 10,
  }));
  const report = await checkServer({ ...readOnly, baseUrl: server.origin });
  expect(report.stoppedBy).toBe("no answer");
  expect(report.findings.map(({ check }) => check)).toEqual(["no-answer"]);
});

test("a server that does not respond at the start is an error that names the cause", async () => {
  const failure = checkServer({ contract, baseUrl: "http://127.0.0.1:9" });
  await expect(failure).rejects.toThrow(ServerUnreachableError);
  await expect(failure).rejects.toMatchObject({
    code: "SERVER_UNREACHABLE",
    baseUrl: "http://127.0.0.1:9",
    message: expect.stringContaining("http://127.0.0.1:9 does not respond"),
  });
});

test.each([
  { name: "an unknown operation", options: { only: ["listPet"] }, text: 'Is "listPets" meant?' },
  {
    name: "nothing to check",
    options: { skip: ["listPets", "addPet", "signOut"] },
    text: "No operation is left",
  },
  { name: "no address", options: { baseUrl: "localhost:8080" }, text: "http:// or https://" },
  { name: "an address with a query", options: { baseUrl: "http://localhost/?a=b" }, text: "query" },
])("$name is rejected before a request is sent", async ({ options, text }) => {
  const check = checkServer({ contract, baseUrl: "http://127.0.0.1:9", ...options });
  await expect(check).rejects.toThrow(InvalidCheckOptionsError);
  await expect(check).rejects.toThrow(text);
});

test.each([
  {
    name: "one that counts",
    waiver: { check: "server-error", reason: "known", owner: "shop team", expires: "2026-06-30" },
    waived: true,
  },
  {
    name: "one for its status",
    waiver: {
      check: "server-error",
      status: 503,
      reason: "known",
      owner: "shop team",
      expires: "2026-06-30",
    },
    waived: true,
  },
  {
    name: "one for another status",
    waiver: {
      check: "server-error",
      status: 500,
      reason: "known",
      owner: "shop team",
      expires: "2026-06-30",
    },
    waived: false,
  },
  {
    name: "one that has expired",
    waiver: { check: "server-error", reason: "known", owner: "shop team", expires: "2025-12-31" },
    waived: false,
  },
  {
    name: "one without an owner",
    waiver: { check: "server-error", reason: "known", expires: "2026-06-30" },
    waived: false,
  },
  {
    name: "one of no check",
    waiver: { check: "odd", reason: "known", owner: "shop team", expires: "2026-06-30" },
    waived: false,
  },
  {
    name: "one until no day",
    waiver: { check: "server-error", reason: "known", owner: "shop team", expires: "2027-02-30" },
    waived: false,
  },
  {
    name: "one without a reason",
    waiver: { check: "server-error", owner: "shop team", expires: "2026-06-30" },
    waived: false,
  },
])("a finding is waived by a waiver of the document: $name ($waived)", async ({ waiver, waived }) => {
  await using server = await startFixture(keepShop(new Set(), { listStatus: 503 }));
  const report = await checkServer({
    contract: await petShop([waiver]),
    only: ["listPets"],
    baseUrl: server.origin,
    cases: 5,
    clock: createManualClock(),
  });
  expect(report.waived.some(({ check }) => check === "server-error")).toBe(waived);
  expect(report.findings.some(({ check }) => check === "server-error")).toBe(!waived);
  const counted = report.operations.flatMap(({ aspects }) =>
    Object.values(aspects).map(({ findings }) => findings),
  );
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(report.findings.length);
  const isNoted = report.notes.some((note) => note.startsWith("A waiver of listPets"));
  expect(isNoted).toBe(!waived && waiver.status === undefined);
});

test("waivers under the earlier key apply, and a note names the new one", async () => {
  await using server = await startFixture(keepShop(new Set(), { listStatus: 503 }));
  const waiver = { check: "server-error", reason: "known", expires: "2026-06-30" };
  const { findings, notes } = await checkServer({
    contract: await petShop([waiver], "x-check-waivers"),
    only: ["listPets"],
    baseUrl: server.origin,
    cases: 5,
    clock: createManualClock(),
  });
  expect(findings.some(({ check }) => check === "server-error")).toBe(false);
  expect(notes).toContain(
    'x-check-waivers of listPets is called x-waivers now, and a waiver there has an "owner".',
  );
});

test("a check can use a send function of the caller", async () => {
  const shop = keepShop();
  const report = await checkServer({
    ...readOnly,
    baseUrl: "http://shop.example",
    cases: 40,
    send: async ({ method, target, headers, body }) => {
      const [path = "", query = ""] = target.split("?");
      const text = new TextDecoder().decode(body);
      const response = shop({ method, path, query, headers: Object.fromEntries(headers), body: text });
      return {
        status: response.status,
        headers: response.headers,
        body: new TextEncoder().encode(response.body),
      };
    },
  });
  expect(report.findings).toEqual([]);
  expect(report.operations[0]?.requests).toBe(40);
});

test("the path of the base URL replaces the path prefix of the document", async () => {
  const document = { ...contract.document, servers: [{ url: "https://pets.example/v1" }] };
  const shop = await import("@gatehouse/contract").then(({ loadContract }) => loadContract(document));
  const paths = async (suffix: string) => {
    await using server = await startFixture(keepShop());
    await checkServer({
      contract: shop,
      only: ["listPets"],
      baseUrl: server.origin + suffix,
      maxRequests: 3,
    });
    return server.requests.at(-1)?.path;
  };
  expect(await paths("")).toBe("/v1/pets");
  expect(await paths("/")).toBe("/pets");
  expect(await paths("/api/")).toBe("/api/pets");
});

test("a certificate without a trusted issuer is distinguished from a server that does not run", () => {
  const cause = Object.assign(new Error("self-signed certificate; advice of the platform"), {
    code: "DEPTH_ZERO_SELF_SIGNED_CERT",
  });
  expect(new ServerUnreachableError("https://a.example", { cause }).message).toBe(
    "https://a.example does not respond: self-signed certificate. Name the certificate to trust: --cacert <file>, or tls.ca.",
  );
});
