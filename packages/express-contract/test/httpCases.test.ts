import express from "express";
import { expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { openDownload } from "../src/index.ts";
import { createOpenRouter, loadOpen, type OpenHandler } from "./fixtures/createOpenRouter.ts";
import { startServer } from "./fixtures/startServer.ts";
import { httpCases, httpPaths } from "./requestCases/httpCases.ts";

async function startRouter(path: string) {
  const contract = await loadOpen({ paths: httpPaths });
  const tell =
    (id: string): OpenHandler =>
    ({ parameters }) => ({ status: 200, body: { id, path: parameters.path, text: "ä" } });
  const handlers = Object.fromEntries([...contract.operations.keys()].map((id) => [id, tell(id)]));
  const file: OpenHandler = ({ rangeRequest }) => openDownload({ path, rangeRequest });
  const { router } = createOpenRouter(contract, { ...handlers, file });
  return startServer(express().disable("x-powered-by").use(router));
}

test.for(httpCases)(
  "by $clause: $method $target with $head and the body $body is $status",
  async ({ method, target, head = [], body = "", status, has = /^/ }) => {
    await using files = await writeFiles({ ten: "0123456789" });
    await using server = await startRouter(files.path("ten"));
    const lines = [`${method} ${target} HTTP/1.1`, "Host: h", "Connection: close", ...head, "", body];
    const response = await server.sendRaw(lines.join("\r\n"));
    expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(response).toMatch(has);
  },
);
