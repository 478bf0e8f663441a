import { EventEmitter, once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { createSubject } from "./differential/createSubject.ts";
import { createPetStore } from "./fixtures/createPetStore.ts";
import { startServer } from "./fixtures/startServer.ts";

async function startPetStore() {
  const store = await createPetStore();
  const arrivals = new EventEmitter<{ request: [IncomingMessage] }>();
  const server = await startServer((req, res) => {
    store.router(req, res, () => undefined);
    arrivals.emit("request", req);
  });
  return { ...store, server, arrivals, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

async function send(origin: string, { method = "POST", path = "/v1/pets", headers, body }: Sent) {
  const response = await fetch(origin + path, {
    method,
    headers: { "x-store-key": "good", ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

const json = { "content-type": "application/json" };
const rejected: readonly { name: string; sent: Sent; status: number; code: string }[] = [
  { name: "no body", sent: { headers: {} }, status: 400, code: "BODY_MISSING" },
  { name: "an empty body", sent: { headers: json, body: "" }, status: 400, code: "BODY_MISSING" },
  { name: "broken JSON", sent: { headers: json, body: "{" }, status: 400, code: "MALFORMED_BODY" },
  {
    name: "broken UTF-8",
    sent: { headers: json, body: Uint8Array.of(0x22, 0xff, 0x22) },
    status: 400,
    code: "MALFORMED_BODY",
  },
  {
    name: "a repeated key",
    sent: { headers: json, body: '{"name":"a","name":"b"}' },
    status: 400,
    code: "MALFORMED_BODY",
  },
  {
    name: "a __proto__ key",
    sent: { headers: json, body: '{"name":"a","__proto__":{}}' },
    status: 400,
    code: "MALFORMED_BODY",
  },
  {
    name: "an escaped __proto__ key",
    sent: { headers: json, body: '{"name":"a","\\u005f_proto__":{}}' },
    status: 400,
    code: "MALFORMED_BODY",
  },
  {
    name: "JSON with more levels than the limit",
    sent: { headers: json, body: `{"name":${"[".repeat(64)}${"]".repeat(64)}}` },
    status: 400,
    code: "MALFORMED_BODY",
  },
  {
    name: "another media type",
    sent: { headers: { "content-type": "text/xml" }, body: "<a/>" },
    status: 415,
    code: "UNSUPPORTED_MEDIA_TYPE",
  },
  {
    name: "no media type",
    sent: { headers: {}, body: new Uint8Array([1]) },
    status: 415,
    code: "UNSUPPORTED_MEDIA_TYPE",
  },
  {
    name: "a content encoding",
    sent: { headers: { ...json, "content-encoding": "gzip" }, body: "{}" },
    status: 415,
    code: "UNSUPPORTED_MEDIA_TYPE",
  },
  {
    name: "a body above the limit",
    sent: { headers: json, body: `"${"x".repeat(1023)}"` },
    status: 413,
    code: "BODY_TOO_LARGE",
  },
];

const profile = 'application/json; profile="Full"';

test.each([
  { sent: profile, isAccepted: true },
  { sent: "Application/JSON;PROFILE=Full", isAccepted: true },
  { sent: `${profile}; charset=utf-8`, isAccepted: true },
  { sent: "application/json; profile=full", isAccepted: false },
  { sent: "application/json", isAccepted: false },
])("RFC 9110, 8.3.1: a document with a profile of a media type accepts $sent: $isAccepted", async (given) => {
  const content = { [profile]: { schema: { type: "object" } } };
  const responses = { 204: { description: "d" } };
  const post = { operationId: "post", requestBody: { required: true, content }, responses };
  const document = { openapi: "3.1.0", info: { title: "t", version: "1" }, paths: { "/t": { post } } };
  const validate = createSubject(await loadContract(document));
  const headers = { "content-type": given.sent };
  const { accepted } = await validate({ method: "POST", url: "/t", headers, body: Buffer.from("{}") });
  expect(accepted).toBe(given.isAccepted);
});

for (const { name, sent, status, code } of rejected) {
  test(`rejects ${name} with ${status} ${code}`, async () => {
    await using store = await startPetStore();
    const response = await send(store.server.origin, sent);
    expect({ status: response.status, code: response.body.code }).toEqual({ status, code });
    expect(store.seen).toEqual([]);
  });
}

const accepted: readonly { name: string; sent: Sent; request: object }[] = [
  {
    name: "a media type in another case",
    sent: { headers: { "content-type": "Application/JSON" }, body: '{"name":"a"}' },
    request: { body: { name: "a" } },
  },
  {
    name: "a charset that JSON does not have",
    sent: { headers: { "content-type": "application/json; charset=latin1" }, body: '{"name":"ü"}' },
    request: { body: { name: "ü" } },
  },
  {
    name: "a quoted charset",
    sent: { headers: { "content-type": 'application/json; charset="UTF-8"' }, body: '{"name":"ü"}' },
    request: { body: { name: "ü" } },
  },
  {
    name: "a byte order mark",
    sent: { headers: json, body: '\ufeff{"name":"a"}' },
    request: { body: { name: "a" } },
  },
  {
    name: "a body at the limit",
    sent: { headers: json, body: `{"name":"a"}${" ".repeat(1012)}` },
    request: { body: { name: "a" } },
  },
  {
    name: "the second media type",
    sent: { method: "PUT", path: "/v1/pets/1", headers: { "content-type": "text/plain" }, body: "hungry" },
    request: { body: "hungry", contentType: "text/plain" },
  },
  {
    name: "an empty text",
    sent: { method: "PUT", path: "/v1/pets/1", headers: { "content-type": "text/plain" }, body: "" },
    request: { body: "", contentType: "text/plain" },
  },
  {
    name: "an optional body left out",
    sent: { method: "PUT", path: "/v1/pets/1", headers: {} },
    request: { body: undefined, contentType: undefined },
  },
];

for (const { name, sent, request } of accepted) {
  test(`accepts ${name}`, async () => {
    await using store = await startPetStore();
    await send(store.server.origin, sent);
    expect(store.seen[0]?.request).toMatchObject(request);
  });
}

test("counts the bytes of a body without a length, and ends the connection", async () => {
  await using store = await startPetStore();
  const head =
    "POST /v1/pets HTTP/1.1\r\nhost: a\r\nx-store-key: good\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
  const response = await store.server.sendRaw(`${head}400\r\n${"x".repeat(1024)}\r\n1\r\nx\r\n`);
  expect(response).toMatch(/^HTTP\/1.1 413 /);
  expect(response).toMatch(/\r\nConnection: close\r\n/i);
});

test("sends no response when the client disconnects within its body", async () => {
  await using store = await startPetStore();
  const socket = connect(store.server.port, "127.0.0.1");
  socket.write(
    "POST /v1/pets HTTP/1.1\r\nhost: a\r\nx-store-key: good\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
  );
  const [request] = (await once(store.arrivals, "request")) as [IncomingMessage];
  const closed = new Promise((resolve) => request.socket.once("close", resolve));
  socket.destroy();
  await closed;
  // What the end of the connection sets off is done within a few turns.
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect([store.seen, store.errors]).toEqual([[], []]);
});
