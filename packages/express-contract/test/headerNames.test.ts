import express from "express";
import { expect, test } from "vitest";
import { createResponseGuard } from "../src/index.ts";
import { createOpenRouter, loadOpen } from "./fixtures/createOpenRouter.ts";
import { startServer } from "./fixtures/startServer.ts";

const text = { schema: { type: "string" } };
const contract = await loadOpen({
  paths: {
    "/": {
      get: {
        operationId: "read",
        parameters: [
          { name: "X-Zone", in: "header", ...text },
          { name: "x-mood-now", in: "header", ...text },
          { name: "Authorization", in: "header", ...text },
        ],
        responses: {
          200: { description: "", headers: { "X-Total-Count": { required: true, ...text }, "x-id": text } },
          default: { description: "", headers: { "x-id": text }, content: { "application/json": {} } },
        },
      },
    },
  },
});

test("the names of headers have no case, in requests and in responses (RFC 9110, 5.1)", async () => {
  const seen: unknown[] = [];
  const read = ({ parameters: { header } }: { parameters: { header: Record<string, unknown> } }) => {
    seen.push(
      header["X-Zone"],
      header["x-zone"],
      header["x-mood-now"],
      header["X-Mood-Now"],
      header.authorization,
    );
    seen.push(Object.keys(header));
    return { status: 200, headers: { "x-total-count": "1", "X-Id": "7" } };
  };
  const responseGuard = createResponseGuard({ contract, mode: "enforce", onFinding: () => undefined });
  const { router } = createOpenRouter(contract, { read }, { responseGuard });
  await using server = await startServer(express().disable("x-powered-by").disable("etag").use(router));
  const headers = { "X-ZONE": "utc", "X-Mood-NOW": "calm", authorization: "x" };
  const { status } = await fetch(server.origin, { headers });
  expect(status).toBe(200);
  expect(seen).toEqual(["utc", "utc", "calm", "calm", undefined, ["X-Zone", "x-mood-now"]]);
});

test("a header of the response is not provided again, in any case", async () => {
  const { router } = createOpenRouter(
    contract,
    { read: () => Promise.reject(new Error("no")) },
    {
      provideHeaders: () => ({ "x-id": "provided", "x-other": "provided" }),
      errorResponse: () => ({ status: 500, headers: { "X-Id": "own" }, body: {} }),
    },
  );
  await using server = await startServer(express().use(router));
  const { headers } = await fetch(server.origin);
  expect([headers.get("x-id"), headers.get("x-other")]).toEqual(["own", "provided"]);
});
