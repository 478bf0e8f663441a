import { loadContract } from "@gatehouse/contract";
import express from "express";
import request from "supertest";
import { expect, test } from "vitest";
import { checkResponse } from "../src/guard/checkResponse.ts";
import { createResponseGuard, type Finding, type ResponseGuardOptions, UNROUTED } from "../src/index.ts";
import { createPetStore, PET_STORE } from "./fixtures/createPetStore.ts";

const WRONG_PETS = [{ id: "one", name: "Rex", secret: "s3cr3t" }];

async function createWatchedApp(options: Partial<ResponseGuardOptions> = {}, body: unknown = WRONG_PETS) {
  const findings: Finding[] = [];
  const tasks: (() => void)[] = [];
  const contract = options.contract ?? (await loadContract(PET_STORE));
  const guard = createResponseGuard({
    contract,
    mode: "report",
    onFinding: (finding) => findings.push(finding),
    schedule: (task) => tasks.push(task),
    ...options,
  });
  const app = express().disable("x-powered-by").disable("etag").use(guard.middleware);
  app.use((_req, res) => void res.set({ "x-request-id": "r", "x-total": "1" }).json(body));
  const check = () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) task();
  };
  const send = async (times: number, path = "/v1/pets") => {
    for (let sent = 0; sent < times; sent += 1) await request(app).get(path);
  };
  return { guard, findings, check, send };
}

test("reports no value of a response, and has none in its fingerprint", async () => {
  const { findings, check, send } = await createWatchedApp();
  await send(1);
  check();
  expect(findings).not.toEqual([]);
  expect(JSON.stringify(findings)).not.toContain("s3cr3t");
  expect(findings.map(({ difference }) => difference.actual)).toContain("text of 3 characters");
});

test("groups equal differences, and counts them", async () => {
  const { guard, findings, check, send } = await createWatchedApp({}, [{ id: 1 }, { id: 2 }]);
  await send(3);
  check();
  expect(findings).toHaveLength(6);
  expect(guard.groups()).toMatchObject([{ count: 6, difference: { kind: "missing-property" } }]);
  expect(guard.statistics()).toEqual({ checked: 3, dropped: 0, findings: 6 });
});

test("checks the configured share of responses", async () => {
  const { guard, check, send } = await createWatchedApp({ sampleRate: 0.25 });
  await send(20);
  check();
  expect(guard.statistics().checked).toBe(5);
});

test("checks responses only after the current requests are served", async () => {
  const { guard, check, send } = await createWatchedApp();
  await send(2);
  expect(guard.statistics().checked).toBe(0);
  check();
  expect(guard.statistics().checked).toBe(2);
});

test("drops responses that exceed its queue, and counts them", async () => {
  const { guard, check, send } = await createWatchedApp({ queueLimit: 2 });
  await send(5);
  check();
  expect(guard.statistics()).toMatchObject({ checked: 2, dropped: 3 });
});

test("checks at most the configured number of responses a second", async () => {
  let nowMs = 0;
  const { guard, check, send } = await createWatchedApp({
    checksPerSecondLimit: 2,
    monotonicMs: () => nowMs,
  });
  await send(5);
  nowMs = 500;
  await send(2);
  check();
  expect(guard.statistics()).toMatchObject({ checked: 3, dropped: 4 });
});

test("does not report a body that is longer than its limit", async () => {
  const { findings, check, send } = await createWatchedApp({ bodyLimitBytes: 10 });
  await send(1);
  check();
  expect(findings).toEqual([]);
});

test("keeps at most the configured number of groups, and counts further ones", async () => {
  const { guard, findings, check, send } = await createWatchedApp({ groupLimit: 1 });
  await send(2);
  check();
  expect(guard.groups()).toHaveLength(1);
  expect(findings.length).toBeGreaterThan(2);
});

test("does not check an operation whose mode is off", async () => {
  const { guard, check, send } = await createWatchedApp({ modes: { listPets: "off" } });
  await send(2);
  check();
  expect(guard.statistics().checked).toBe(0);
});

test("enforces one operation and only reports on others", async () => {
  const { guard, findings, send } = await createWatchedApp({ modes: { listPets: "enforce" } });
  await send(1);
  expect(findings[0]).toMatchObject({ mode: "enforce", difference: { actual: "one" } });
  expect(guard.statistics().checked).toBe(1);
});

test("does not check responses to unknown paths, unless the document describes them", async () => {
  const { guard, check, send } = await createWatchedApp();
  await send(1, "/nothing");
  check();
  expect(guard.statistics().checked).toBe(0);
});

test("validates responses to unknown paths against the responses that the document gives for them", async () => {
  const { document } = await loadContract(PET_STORE);
  const unrouted = { "404": { $ref: "#/components/responses/Problem" } };
  const contract = await loadContract({ ...document, "x-unrouted": unrouted });
  const { findings, check, send } = await createWatchedApp({ contract, unroutedResponses: "/x-unrouted" });
  await send(1, "/nothing");
  check();
  expect(findings).toMatchObject([
    { difference: { operationId: UNROUTED, kind: "undocumented-status", actual: "200" } },
  ]);
});

async function createGuardedStore(mode: "enforce" | "report") {
  const contract = await loadContract(PET_STORE);
  const failures: unknown[] = [];
  const findings: Finding[] = [];
  const responseGuard = createResponseGuard({
    contract,
    mode,
    onFinding: (finding) => findings.push(finding),
  });
  const showPet = async () => ({ status: 200, body: { id: "1", name: "Rex" } });
  const handlers = Object.fromEntries([...contract.operations.keys()].map((id) => [id, showPet]));
  const { router } = await createPetStore({
    contract,
    responseGuard,
    operations: handlers as never,
    errorResponse: ({ error, operationId }) => {
      failures.push({ error, operationId });
      return { status: error.status, body: { code: error.code, text: error.message } };
    },
  });
  return { app: express().disable("x-powered-by").use(router), failures, findings, responseGuard };
}

test("in a router, a violation is sent in the envelope of the application, with the diff as its cause", async () => {
  const { app, failures } = await createGuardedStore("enforce");
  const response = await request(app).get("/v1/pets/1");
  expect([response.status, response.body]).toMatchObject([500, { code: "INTERNAL" }]);
  expect(response.headers["x-request-id"]).toBe("r-1");
  expect(failures).toMatchObject([
    {
      operationId: "showPet",
      error: {
        code: "INTERNAL",
        cause: { code: "RESPONSE_VIOLATION", responseStatus: 200, differences: [{ kind: "wrong-type" }] },
      },
    },
  ]);
});

test("in a router, rejections are watched as well", async () => {
  const { app, responseGuard } = await createGuardedStore("report");
  await request(app).get("/v1/pets/x");
  await request(app).delete("/v1/pets/1");
  await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
  expect(responseGuard.statistics()).toEqual({ checked: 2, dropped: 0, findings: 0 });
});

test("a million spaces in a list of a header are read", async () => {
  const operation = (await loadContract(PET_STORE)).operations.get("listPets");
  if (operation === undefined) throw new Error("The document has no such operation.");
  const vary = `accept-encoding ,${" ".repeat(1_000_000)}x, b${" ".repeat(1_000_000)}b`;
  const headers = [["vary", vary]] as const;
  const response = { operation, requestMethod: "GET", status: 200, headers, body: undefined };
  const found = checkResponse(response).map(({ responsePointer }) => responsePointer);
  expect(found).toContain("/headers/vary");
});
