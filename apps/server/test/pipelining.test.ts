import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { bodiesOf, echo, get, post, postChunks, startEchoServer } from "./support/startEchoServer.ts";

/** As many requests as a packet of 64 KiB holds. */
const REQUESTS = 1400;

const numbered = Array.from({ length: REQUESTS }, (_, index) => `/${index}`);

test.each(["plain", "tls"] as const)(
  "NET-22 1,400 requests of one packet get their responses in order, few at a time (%s)",
  async (kind) => {
    const fixture = await startEchoServer(kind);
    const socket = await fixture.open();
    socket.end(numbered.map((target) => get(target)).join(""));
    expect(await bodiesOf(socket)).toEqual(numbered.map((target) => `${target} `));
    expect(fixture.most()).toBeLessThanOrEqual(2);
  },
);

test.each([
  { name: "of one packet", cut: (text: string) => [text] },
  { name: "cut within every body", cut: (text: string) => text.split(/(?<=\r\n\r\nbod)/) },
  { name: "cut within the end of every head", cut: (text: string) => text.split(/(?<=\r\n\r(?=\n))/) },
])(
  "NET-22 requests with bodies $name get their responses in order, few at a time",
  { timeout: 30_000 },
  async ({ cut }) => {
    const fixture = await startEchoServer("plain");
    const socket = await fixture.open();
    const targets = numbered.slice(0, 300);
    const answers = bodiesOf(socket);
    for (const bytes of cut(targets.map((target) => post(target, "body")).join(""))) {
      socket.write(bytes);
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.end();
    expect(await answers).toEqual(targets.map((target) => `${target} body`));
    expect(fixture.most()).toBeLessThanOrEqual(3);
  },
);

test.each(["plain", "tls"] as const)(
  "NET-22 no further request of a client starts while its response is unread (%s)",
  async (kind) => {
    const large = "x".repeat(8_000_000);
    const fixture = await startEchoServer(kind, (_request, response) => response.end(large));
    const socket = await fixture.open();
    socket.pause();
    socket.write(numbered.map((target) => get(target)).join(""));
    const other = await fixture.open();
    await vi.waitFor(() => expect(fixture.served.length).toBeGreaterThan(0));
    // The others are served in the meantime, again and again, and nothing of the first client comes in between.
    for (let count = 0; count < 20; count += 1) {
      other.write(get(`/other/${count}`));
      let bytes = 0;
      while (bytes < large.length) bytes += ((await once(other, "data")) as [Buffer])[0].length;
    }
    expect(fixture.served.filter((target) => !target.startsWith("/other")).length).toBeLessThanOrEqual(2);
  },
);

test("NET-22 a request of another client is served before those that wait behind a response", async () => {
  let send = (): void => undefined;
  const fixture = await startEchoServer("plain", (request, response) => {
    if (request.url === "/10") send();
    setImmediate(() => response.end());
  });
  const [pipelining, other] = [await fixture.open(), await fixture.open()];
  send = () => void other.resume().write(get("/other"));
  pipelining.resume().write(numbered.map((target) => get(target)).join(""));
  await vi.waitFor(() => expect(fixture.served).toHaveLength(REQUESTS + 1), { timeout: 30_000 });
  expect(fixture.served.indexOf("/other")).toBeLessThan(REQUESTS / 2);
});

const LINE_ENDS = "\r\n\r\n".repeat(50);

test.each<{ name: string; bytes: string; want: readonly string[] }>([
  {
    name: "bodies of a length",
    bytes: post("/a", "one") + post("/b", "two") + get("/c"),
    want: ["/a one", "/b two", "/c "],
  },
  {
    name: "bodies in chunks",
    bytes: postChunks("/a", "on", "e") + postChunks("/b") + get("/c"),
    want: ["/a one", "/b ", "/c "],
  },
  { name: "a body of line ends", bytes: post("/a", LINE_ENDS) + get("/b"), want: [`/a ${LINE_ENDS}`, "/b "] },
  {
    name: "chunks of line ends",
    bytes: postChunks("/a", LINE_ENDS, LINE_ENDS) + get("/b"),
    want: [`/a ${LINE_ENDS}${LINE_ENDS}`, "/b "],
  },
  {
    name: "a body that looks like a request",
    bytes: post("/a", get("/hidden")) + get("/b"),
    want: [`/a ${get("/hidden")}`, "/b "],
  },
  { name: "line ends between requests", bytes: `${get("/a")}\r\n${get("/b")}`, want: ["/a ", "/b "] },
  {
    name: "Connection: close in the middle",
    bytes: get("/a") + get("/b", "Connection: close") + get("/c"),
    want: ["/a ", "/b "],
  },
])("NET-22 NET-12 $name are read the same however they are cut", async ({ bytes, want }) => {
  const fixture = await startEchoServer("plain");
  for (const size of [bytes.length, 1, 3, 7, 64]) {
    const socket = await fixture.open();
    const answered = bodiesOf(socket);
    for (let start = 0; start < bytes.length; start += size) {
      socket.write(bytes.slice(start, start + size));
      if (start % (size * 8) === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.end();
    expect(await answered).toEqual(want);
  }
});

test.each(["plain", "tls"] as const)(
  "NET-21 a client that closes its side after the request gets its response (%s)",
  async (kind) => {
    const fixture = await startEchoServer(kind, (_request, response) =>
      setTimeout(() => response.end("[late]"), 100),
    );
    const socket = await fixture.open();
    socket.end(get("/"));
    expect(await bodiesOf(socket)).toEqual(["late"]);
  },
);

test("NET-22 a request behind two pending ones is served after both responses", async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const fixture = await startEchoServer("plain", async (request, response) => {
    if (request.url === "/a") await released;
    await echo(request, response);
  });
  const socket = await fixture.open();
  const answers = bodiesOf(socket);
  const [head, rest] = [post("/a", "body").slice(0, -1), "y"];
  for (const bytes of [head, rest + get("/b"), get("/c")]) {
    socket.write(bytes);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(fixture.served).toEqual(["/a", "/b"]);
  release();
  await vi.waitFor(() => expect(fixture.served).toEqual(["/a", "/b", "/c"]));
  socket.end();
  expect(await answers).toEqual(["/a body", "/b ", "/c "]);
});

test("NET-22 a client that disconnects leaves no pending request", async () => {
  const fixture = await startEchoServer("plain");
  const socket = await fixture.open();
  socket.write(numbered.map((target) => get(target)).join(""));
  await vi.waitFor(() => expect(fixture.served.length).toBeGreaterThan(10), { interval: 1 });
  socket.destroy();
  await vi.waitFor(async () => {
    const open = await new Promise<number>((resolve) =>
      fixture.server.getConnections((_error, count) => resolve(count)),
    );
    expect(open).toBe(0);
  });
});
