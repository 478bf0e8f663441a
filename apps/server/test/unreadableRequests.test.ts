import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import {
  bodiesIn,
  echo,
  get,
  type Handle,
  post,
  postChunks,
  startEchoServer,
  textOf,
} from "./support/startEchoServer.ts";

/** Bytes that no parser of HTTP reads, some of them in the middle of a head, a body or a chunk. */
const garbage: readonly { readonly name: string; readonly bytes: string; readonly status?: number }[] = [
  { name: "a word", bytes: "hello" },
  { name: "two lines", bytes: "hello\r\n\r\n" },
  { name: "a head of another protocol", bytes: "GET / SPDY/3\r\n" },
  { name: "a header without a name", bytes: "GET /never HTTP/1.1\r\n: a\r\n\r\n" },
  { name: "a request with two lengths", bytes: get("/never", "Content-Length: 1", "Content-Length: 2") },
  { name: "a head over the limit", bytes: get("/never", `X: ${"x".repeat(17_000)}`), status: 431 },
  { name: "a request hidden behind garbage", bytes: `hello\r\n\r\n${get("/never")}` },
  { name: "a large amount of data", bytes: `\0${"x".repeat(2_000_000)}` },
];

/** Whole requests before the garbage, with what their responses hold. */
const before = [
  { name: "a request", bytes: get("/a"), want: ["/a "] },
  { name: "a body", bytes: post("/a", "body"), want: ["/a body"] },
  { name: "chunks", bytes: postChunks("/a", "bo", "dy"), want: ["/a body"] },
  {
    name: "several requests",
    bytes: get("/a") + post("/b", "body") + get("/c") + postChunks("/d", "body"),
    want: ["/a ", "/b body", "/c ", "/d body"],
  },
] as const;

/** Responds as `echo` does, but long after the bytes behind the request have arrived. */
const echoLate: Handle = async (request, response) => {
  await pause(30);
  await echo(request, response);
};

test.each(before.flatMap((given) => garbage.map((behind) => ({ ...given, behind, title: behind.name }))))(
  "NET-12 NET-22 $name in one packet with garbage gets its response, then the connection closes: $title",
  async ({ bytes, want, behind }) => {
    for (const kind of ["plain", "tls"] as const) {
      const fixture = await startEchoServer(kind, echoLate);
      for (const halfCloses of [false, true]) {
        const socket = await fixture.open();
        const answered = textOf(socket);
        socket.write(bytes + behind.bytes, "latin1");
        if (halfCloses) socket.end();
        const text = await answered;
        expect(bodiesIn(text)).toEqual(want);
        const statuses = [...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status));
        expect(statuses.slice(0, want.length)).toEqual(want.map(() => 200));
        // A client that closed its side asks for nothing more.
        if (!halfCloses) expect(statuses.slice(want.length)).toEqual([behind.status ?? 400]);
      }
      expect(fixture.served).not.toContain("/never");
    }
  },
);

test("NET-12 NET-13 a request that ends in its head does not prevent the response to the one before it", async () => {
  const fixture = await startEchoServer("plain", echoLate);
  const socket = await fixture.open();
  const answered = textOf(socket);
  socket.end(`${post("/a", "body")}GET /b HTT`);
  expect(bodiesIn(await answered)).toEqual(["/a body"]);
  expect(fixture.served).toEqual(["/a"]);
});

test.each([
  { name: "a request", bytes: get("/a", "Connection: Upgrade", "Upgrade: websocket"), want: "/a " },
  {
    name: "a request with a body",
    bytes: post("/a", "body").replace("\r\n", "\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"),
    want: "/a body",
  },
])("NET-12 no byte behind $name that asks for another protocol is read", async ({ bytes, want }) => {
  for (const kind of ["plain", "tls"] as const) {
    const fixture = await startEchoServer(kind, echoLate);
    const socket = await fixture.open();
    const answered = textOf(socket);
    socket.write(`${bytes}GET /b HTTP/1.1\r\nHost: a\r\nX: `);
    await vi.waitFor(() => expect(fixture.served).toEqual(["/a"]), { interval: 1 });
    socket.write(get("/hidden"));
    expect(bodiesIn(await answered)).toEqual([want]);
    expect(fixture.served).toEqual(["/a"]);
  }
});

test("NET-12 a malformed body gets 400 at once, and its request no other response", async () => {
  const fixture = await startEchoServer("plain");
  const socket = await fixture.open();
  const answered = textOf(socket);
  socket.write("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc");
  const text = await answered;
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(bodiesIn(text)).toEqual([]);
});

test("NET-12 NET-22 a client that sends garbage and does not read is cut", async () => {
  const fixture = await startEchoServer("plain", (_request, response) => response.end("x".repeat(8_000_000)));
  const socket = await fixture.open();
  socket.pause();
  socket.write(`${get("/a")}hello`);
  const connections = () =>
    new Promise<number>((resolve) => fixture.server.getConnections((_error, count) => resolve(count)));
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 25_000, interval: 200 });
}, 30_000);
