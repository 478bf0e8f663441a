import { once } from "node:events";
import { connect } from "node:net";
import express from "express";
import { expect, test } from "vitest";
import { unauthenticated } from "../src/index.ts";
import { createOpenRouter, loadOpen, type OpenRequest } from "./fixtures/createOpenRouter.ts";
import { startServer } from "./fixtures/startServer.ts";

const body = { description: "Done.", content: { "application/json": {} } };

async function startUpload(onRequest: (received: OpenRequest) => void = () => undefined) {
  const contract = await loadOpen({
    paths: {
      "/upload": {
        put: {
          operationId: "upload",
          security: [{ key: [] }],
          requestBody: { required: true, content: { "text/plain": { schema: { type: "string" } } } },
          responses: { 200: body },
        },
        get: { operationId: "look", responses: { 200: body } },
      },
    },
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
  });
  const { router } = createOpenRouter(
    contract,
    {
      upload: async (received) => {
        onRequest(received);
        return { status: 200, body: "taken" };
      },
      look: async () => ({ status: 200, body: "seen" }),
    },
    {
      bodyLimitBytes: 1000,
      security: {
        key: ({ credential }: { credential: string }) => (credential === "good" ? {} : unauthenticated()),
      } as never,
    },
  );
  return startServer(express().disable("x-powered-by").use(router));
}

const put = (headers: string, text: string) =>
  `PUT /upload HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\n${headers}\r\n${text}`;
const LAST = "GET /upload HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
const statuses = (text: string) => [...text.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => Number(status));

test("a connection is reused after a rejection whose request body was not read", async () => {
  await using server = await startUpload();
  const text = "x".repeat(900);
  const sized = await server.sendRaw(put("content-length: 900\r\n", text) + LAST);
  const chunked = await server.sendRaw(
    put("transfer-encoding: chunked\r\n", `384\r\n${text}\r\n0\r\n\r\n`) + LAST,
  );
  expect([statuses(sized), statuses(chunked)]).toEqual([
    [401, 200],
    [401, 200],
  ]);
});

test("a long body that is not read ends the connection, after the response", async () => {
  await using server = await startUpload();
  const text = "x".repeat(5000);
  const sized = await server.sendRaw(put("content-length: 5000\r\n", text) + LAST);
  expect(statuses(sized)).toEqual([401]);
  expect(sized).toMatch(/\r\nConnection: close\r\n/i);
  const chunked = await server.sendRaw(
    put("transfer-encoding: chunked\r\n", `1388\r\n${text}\r\n0\r\n\r\n`) + LAST,
  );
  expect(statuses(chunked)).toEqual([401]);
});

test("with Expect: 100-continue the body is requested and accepted", async () => {
  const bodies: unknown[] = [];
  await using server = await startUpload((received) => bodies.push(received.body));
  const socket = connect(server.port, "127.0.0.1");
  const head = "x-key: good\r\nexpect: 100-continue\r\ncontent-length: 2\r\nconnection: close\r\n";
  socket.setEncoding("latin1").write(put(head, ""));
  const [first] = (await once(socket, "data")) as [string];
  expect(first).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  socket.write("hi");
  const chunks: string[] = [];
  socket.on("data", (chunk: string) => chunks.push(chunk));
  await once(socket, "close");
  expect([statuses(chunks.join("")), bodies]).toEqual([[200], ["hi"]]);
});
