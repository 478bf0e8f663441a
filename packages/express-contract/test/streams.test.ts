import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { setImmediate as nextTurn } from "node:timers/promises";
import express from "express";
import { expect, test } from "vitest";
import {
  createResponseGuard,
  type Finding,
  type GuardMode,
  type ServerSentEvent,
  serverSentEvents,
} from "../src/index.ts";
import { createOpenRouter, loadOpen, type OpenHandler } from "./fixtures/createOpenRouter.ts";
import { startServer } from "./fixtures/startServer.ts";

const text = { description: "Text.", content: { "text/plain": { schema: { type: "string" } } } };
const events = { description: "Events.", content: { "text/event-stream": { schema: { type: "string" } } } };
const failed = { description: "Failed.", content: { "application/json": {} } };
const path = (operationId: string, responses: object) => ({
  get: { operationId, responses: { ...responses, 500: failed } },
});

async function start(handlers: Readonly<Record<string, OpenHandler>>, mode: GuardMode = "enforce") {
  const paths = { text: { 200: text }, events: { 200: events } };
  const contract = await loadOpen({
    paths: Object.fromEntries(
      Object.keys(handlers).map((id) => [`/${id}`, path(id, paths[id as keyof typeof paths])]),
    ),
  });
  const findings: Finding[] = [];
  const responseGuard = createResponseGuard({ contract, mode, onFinding: (found) => findings.push(found) });
  const made = createOpenRouter(contract, handlers, { responseGuard });
  const server = await startServer(express().disable("x-powered-by").use(made.router));
  return Object.assign(server, { ...made, findings, responseGuard });
}

async function* parts(...texts: (string | Uint8Array)[]) {
  for (const part of texts) yield part;
}

const sources: readonly { name: string; make: () => AsyncIterable<string | Uint8Array> }[] = [
  { name: "a Readable of bytes", make: () => Readable.from([Buffer.from("ab"), Buffer.from("c")]) },
  { name: "a ReadableStream of the web", make: () => new Blob(["abc"]).stream() as ReadableStream },
  { name: "a generator of text and bytes", make: () => parts("a", Buffer.from("bc")) },
];

for (const mode of ["enforce", "report"] as const) {
  for (const { name, make } of sources) {
    test(`in mode ${mode}, a handler can return ${name}`, async () => {
      await using server = await start({ text: async () => ({ status: 200, body: make() }) }, mode);
      const response = await fetch(`${server.origin}/text`);
      expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
        200,
        "text/plain; charset=utf-8",
        "abc",
      ]);
      expect(server.findings).toEqual([]);
    });
  }
}

test("a stream that fails before its first bytes is a 500 in the envelope", async () => {
  const source = new Readable({
    read() {
      this.destroy(new Error("no such file"));
    },
  });
  await using server = await start({ text: async () => ({ status: 200, body: source }) });
  const response = await fetch(`${server.origin}/text`);
  expect([response.status, await response.json()]).toMatchObject([500, { code: "INTERNAL" }]);
  expect(server.failures).toMatchObject([{ cause: { message: "no such file" } }]);
});

test("a stream that fails after its first bytes ends the connection, and the error is reported", async () => {
  async function* broken() {
    yield "a".repeat(100_000);
    await nextTurn();
    throw new Error("the disk is gone");
  }
  await using server = await start({ text: async () => ({ status: 200, body: broken() }) });
  const response = await fetch(`${server.origin}/text`);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow("terminated");
  expect(server.errors).toMatchObject([{ message: "the disk is gone" }]);
});

test.each([
  { name: "shorter", sent: "abc" },
  { name: "longer", sent: "abcdef" },
])("a stream that is $name than its content length ends the connection", async ({ sent }) => {
  const body = () => Object.assign(parts(sent), { contentLength: 4 });
  await using server = await start({ text: async () => ({ status: 200, body: body() }) });
  const response = await server.sendRaw("GET /text HTTP/1.1\r\nhost: a\r\n\r\n");
  expect(response).not.toMatch(/abcd$/);
  expect(server.errors).toMatchObject([{ code: "ERR_HTTP_CONTENT_LENGTH_MISMATCH" }]);
});

/** A source that never ends, counts the chunks read from it, and reports when it is closed. */
function endless(chunk: string) {
  const counted = { taken: 0 };
  const source = new Readable({
    highWaterMark: 1,
    read() {
      counted.taken += chunk.length;
      this.push(chunk);
    },
  });
  return Object.assign(counted, { source, closed: once(source, "close") });
}

test("a stream is read no faster than the client reads, and closed when the client disconnects", async () => {
  const stream = endless("x".repeat(65_536));
  await using server = await start({ text: async () => ({ status: 200, body: stream.source }) });
  const client = get(`${server.origin}/text`);
  const [response] = (await once(client, "response")) as [IncomingMessage];
  response.pause();
  let before = -1;
  while (stream.taken > before) {
    before = stream.taken;
    for (let turn = 0; turn < 200; turn += 1) await nextTurn();
  }
  expect(stream.taken).toBeLessThan(64 * 1_048_576);
  client.destroy();
  await stream.closed;
  expect(server.errors).toEqual([]);
});

test("a source is closed when the client disconnects before the handler is done", async () => {
  const stream = endless("x");
  const arrived = Promise.withResolvers<AbortSignal>();
  const handler: OpenHandler = async ({ signal }) => {
    arrived.resolve(signal);
    await once(signal, "abort");
    return { status: 200, body: stream.source };
  };
  await using server = await start({ text: handler });
  const client = get(`${server.origin}/text`).on("error", () => undefined);
  await arrived.promise;
  client.destroy();
  await stream.closed;
  expect([stream.taken, server.errors]).toEqual([0, []]);
});

test("HEAD closes the source unread", async () => {
  const stream = endless("x");
  await using server = await start({ text: async () => ({ status: 200, body: stream.source }) });
  const response = await fetch(`${server.origin}/text`, { method: "HEAD" });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  await stream.closed;
});

test("a stream with an undocumented header never begins where the guard enforces", async () => {
  const stream = endless("x");
  const handler: OpenHandler = async () => ({ status: 200, headers: { "x-secret": 1 }, body: stream.source });
  await using server = await start({ text: handler });
  const response = await fetch(`${server.origin}/text`);
  expect([response.status, await response.json()]).toMatchObject([500, { code: "INTERNAL" }]);
  expect(server.findings).toMatchObject([{ difference: { kind: "undocumented-header" } }]);
  await stream.closed;
});

test("a stream whose end violates the document is a finding", async () => {
  const contract = {
    200: { ...text, content: { "text/plain": { schema: { type: "string", maxLength: 2 } } } },
  };
  const document = await loadOpen({ paths: { "/text": path("text", contract) } });
  const findings: Finding[] = [];
  const responseGuard = createResponseGuard({
    contract: document,
    mode: "enforce",
    onFinding: (found) => findings.push(found),
  });
  const { router } = createOpenRouter(
    document,
    { text: async () => ({ status: 200, body: parts("abc") }) },
    { responseGuard },
  );
  await using server = await startServer(express().disable("x-powered-by").use(router));
  expect(await (await fetch(`${server.origin}/text`)).text()).toBe("abc");
  expect(findings).toMatchObject([{ difference: { responsePointer: "/body" } }]);
});

for (const mode of ["enforce", "report"] as const) {
  test(`in mode ${mode}, server-sent events arrive one by one, until the client disconnects`, async () => {
    const more = [
      Promise.withResolvers<ServerSentEvent>(),
      Promise.withResolvers<ServerSentEvent>(),
    ] as const;
    let isClosed = false;
    const closed = Promise.withResolvers<void>();
    async function* changes(signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
      signal.addEventListener("abort", () => more[1].resolve({ data: "late" }));
      try {
        for (const { promise } of more) yield await promise;
      } finally {
        isClosed = true;
        closed.resolve();
      }
    }
    await using server = await start(
      { events: async ({ signal }) => ({ status: 200, body: serverSentEvents(changes(signal)) }) },
      mode,
    );
    const abort = new AbortController();
    const response = await fetch(`${server.origin}/events`, { signal: abort.signal });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const reader = response.body?.getReader();
    more[0].resolve({ event: "change", id: "7", retryMs: 1000, data: { n: 1, lines: "a\nb" } });
    const { value } = (await reader?.read()) ?? {};
    expect(Buffer.from(value ?? []).toString()).toBe(
      'event: change\nid: 7\nretry: 1000\ndata: {"n":1,"lines":"a\\nb"}\n\n',
    );
    abort.abort();
    await closed.promise;
    expect([isClosed, server.findings, server.errors]).toEqual([true, [], []]);
  });
}
