import express from "express";
import { expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { createResponseGuard, type Finding, openDownload } from "../src/index.ts";
import { createOpenRouter, loadOpen, type OpenHandler } from "./fixtures/createOpenRouter.ts";
import { startServer } from "./fixtures/startServer.ts";

const bytes = { "application/octet-stream": {} };
const headers = Object.fromEntries(
  ["accept-ranges", "content-disposition", "etag", "last-modified", "content-range"].map((name) => [
    name,
    { schema: { type: "string" } },
  ]),
);
const responses = {
  200: { description: "All.", headers, content: bytes },
  206: { description: "A part.", headers, content: bytes },
  416: { description: "No such part.", headers },
};
async function startDownload() {
  const files = await writeFiles({ "größe.bin": "0123456789" });
  const file = files.path("größe.bin");
  const handler: OpenHandler = ({ rangeRequest }) =>
    openDownload({ path: file, fileName: file, rangeRequest });
  const contract = await loadOpen({
    paths: { "/download": { get: { operationId: "download", responses } } },
  });
  const findings: Finding[] = [];
  const onFinding = (found: Finding) => findings.push(found);
  const responseGuard = createResponseGuard({ contract, mode: "enforce", onFinding });
  const { router } = createOpenRouter(contract, { download: handler }, { responseGuard });
  const server = await startServer(express().disable("x-powered-by").use(router));
  const dispose = server[Symbol.asyncDispose];
  return Object.assign(server, {
    findings,
    [Symbol.asyncDispose]: async () => {
      await dispose();
      await files[Symbol.asyncDispose]();
    },
  });
}

test.each([
  { range: undefined, status: 200, body: "0123456789", contentRange: null },
  { range: "bytes=2-4", status: 206, body: "234", contentRange: "bytes 2-4/10" },
  { range: "bytes=7-", status: 206, body: "789", contentRange: "bytes 7-9/10" },
  { range: "bytes=-3", status: 206, body: "789", contentRange: "bytes 7-9/10" },
  { range: "bytes=0-99", status: 206, body: "0123456789", contentRange: "bytes 0-9/10" },
  { range: "bytes=10-", status: 416, body: "", contentRange: "bytes */10" },
  { range: "bytes=-0", status: 416, body: "", contentRange: "bytes */10" },
  { range: "bytes=4-2", status: 200, body: "0123456789", contentRange: null },
  { range: "bytes=0-1,4-5", status: 200, body: "0123456789", contentRange: null },
  { range: "lines=0-1", status: 200, body: "0123456789", contentRange: null },
])("a download with Range $range is $status", async ({ range, status, body, contentRange }) => {
  await using server = await startDownload();
  const response = await fetch(`${server.origin}/download`, {
    headers: range === undefined ? {} : { range },
  });
  expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([
    status,
    body,
    contentRange,
  ]);
  expect(response.headers.get("content-length")).toBe(String(body.length));
  expect(server.findings).toEqual([]);
});

test("a range of another version gets the whole file", async () => {
  await using server = await startDownload();
  const first = await fetch(`${server.origin}/download`);
  await first.text();
  const ranges = ['"other"', first.headers.get("etag"), first.headers.get("last-modified")];
  const statuses = [];
  for (const version of ranges) {
    const response = await fetch(`${server.origin}/download`, {
      headers: { range: "bytes=0-0", "if-range": version ?? "" },
    });
    statuses.push([response.status, (await response.text()).length]);
  }
  expect(statuses).toEqual([
    [200, 10],
    [206, 1],
    [206, 1],
  ]);
  expect(first.headers.get("content-disposition")).toBe(
    "attachment; filename=\"gr__e.bin\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.bin",
  );
});

test("a file that does not exist is reported to the handler", async () => {
  await expect(openDownload({ path: "/nothing/here" })).rejects.toMatchObject({ code: "ENOENT" });
});
