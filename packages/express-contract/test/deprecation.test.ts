import { loadContract } from "@gatehouse/contract";
import express from "express";
import request from "supertest";
import { expect, test } from "vitest";
import {
  type Binding,
  createContractRouter,
  createResponseGuard,
  type Finding,
  type ResponseData,
} from "../src/index.ts";

const gone = { description: "gone" };
const responses = { "204": gone, "401": gone, "500": gone };
const document = {
  openapi: "3.1.0",
  info: { title: "Old things", version: "1.0.0" },
  paths: {
    "/old": {
      get: {
        operationId: "getOld",
        deprecated: true,
        "x-deprecated-since": "2026-01-01",
        "x-sunset": "2027-12-31",
        responses,
      },
      put: { operationId: "putOld", deprecated: true, security: [{ key: [] }], responses },
    },
    "/new": { get: { operationId: "getNew", "x-sunset": "2027-12-31", responses } },
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
};

const SUNSET = "Fri, 31 Dec 2027 23:59:59 GMT";

async function createApp(
  respond: () => ResponseData = () => ({ status: 204 }),
  provided?: Record<string, string>,
) {
  const contract = await loadContract(document);
  const findings: Finding[] = [];
  const guard = createResponseGuard({
    contract,
    mode: "enforce",
    onFinding: (finding) => findings.push(finding),
  });
  const handle = async () => respond();
  const options = {
    contract,
    operations: { getOld: handle, putOld: handle, getNew: handle },
    security: { key: () => ({}) },
    createContext: () => ({}),
    errorResponse: ({ error }: { readonly error: { readonly status: number } }) => ({ status: error.status }),
    responseGuard: guard,
    ...(provided && { provideHeaders: () => provided }),
  };
  const router = createContractRouter<Binding>(options as never);
  return { app: express().disable("x-powered-by").disable("etag").use(router), findings };
}

test("responses of a deprecated operation carry both dates and conform to the contract", async () => {
  const { app, findings } = await createApp();
  const response = await request(app).get("/old").expect(204);
  expect(response.headers).toMatchObject({ deprecation: "@1767225600", sunset: SUNSET });
  expect(findings).toEqual([]);
});

test("a response to HEAD has them as well", async () => {
  const { app } = await createApp();
  const response = await request(app).head("/old").expect(204);
  expect(response.headers).toMatchObject({ deprecation: "@1767225600", sunset: SUNSET });
});

test("rejections and errors of a deprecated operation have them", async () => {
  const { app, findings } = await createApp(() => {
    throw new Error("broken");
  });
  const [rejected, failed] = [
    await request(app).put("/old").expect(401),
    await request(app).get("/old").expect(500),
  ];
  expect(rejected.headers).toMatchObject({ deprecation: "@0" });
  expect(rejected.headers).not.toHaveProperty("sunset");
  expect(failed.headers).toMatchObject({ deprecation: "@1767225600", sunset: SUNSET });
  expect(findings).toEqual([]);
});

test("the response that replaces one the guard holds back carries them too", async () => {
  const { app, findings } = await createApp(() => ({ status: 418 }));
  const response = await request(app).get("/old").expect(500);
  expect(response.headers).toMatchObject({ deprecation: "@1767225600", sunset: SUNSET });
  expect(findings).toHaveLength(1);
});

test("responses of other operations do not have them", async () => {
  const { app } = await createApp();
  const response = await request(app).get("/new").expect(204);
  expect(Object.keys(response.headers)).not.toEqual(expect.arrayContaining(["deprecation"]));
  expect(response.headers).not.toHaveProperty("sunset");
});

test("the headers of an operation or of provideHeaders win over them", async () => {
  const own = await createApp(() => ({ status: 204, headers: { Sunset: SUNSET } }));
  const byOperation = await request(own.app).get("/old").expect(204);
  expect(byOperation.headers).toMatchObject({ sunset: SUNSET, deprecation: "@1767225600" });
  const provided = await createApp(undefined, { Deprecation: "@1767225600" });
  const byProvider = await request(provided.app).get("/old").expect(204);
  expect(byProvider.headers).toMatchObject({ sunset: SUNSET, deprecation: "@1767225600" });
  expect([...own.findings, ...provided.findings]).toEqual([]);
});
