import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, onTestFinished, test, vi } from "vitest";
import { recordHello, withoutKeyShares } from "../../../scripts/attack/recordHello.ts";
import { createHttpServer } from "../src/composition/createHttpServer.ts";
import { createSelfSignedIdentity } from "../src/tls/createSelfSignedIdentity.ts";

/** Clients that hold a connection at once. */
const CLIENTS = process.env.SOAK === undefined ? 300 : Math.ceil(2000 * Number(process.env.SOAK));
/** Much longer than any of them may stay. */
const LONGEST_WAIT_MS = 120_000;
const LARGE_RESPONSE = "x".repeat(4_000_000);

async function startServer(kind: "plain" | "tls"): Promise<Server> {
  const identity = kind === "tls" ? await createSelfSignedIdentity(Date.now()) : undefined;
  const server = createHttpServer((request, response) => {
    request.resume();
    const answer = () => response.end(request.url === "/large" ? LARGE_RESPONSE : "served");
    const respond = () => (request.url === "/later" ? setTimeout(answer, 20_000) : answer());
    // A request without a body has ended when it comes.
    if (request.readableEnded) respond();
    else request.on("end", respond);
  }, identity);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return server;
}

async function open(server: Server, first = ""): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  if (first !== "") socket.write(first);
  return socket;
}

/** Writes a byte each second as long as the connection is there. */
function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write("a"), 1000);
  socket.on("close", () => clearInterval(timer));
}

/** The bytes until the server closed the connection; nothing when it did not in two minutes. */
async function untilClosed(socket: Socket): Promise<string | undefined> {
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
  });
  const closed = once(socket, "close").then(() => true);
  const tooLate = new Promise<false>((resolve) => setTimeout(() => resolve(false), LONGEST_WAIT_MS).unref());
  return (await Promise.race([closed, tooLate])) ? text.split("\r\n")[0] : undefined;
}

/** Whether the server has let go of all connections, seen from its side: who does not read does not see the end. */
async function isLeftAlone(server: Server): Promise<boolean> {
  const giveUpAt = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const count = await new Promise<number>((resolve) =>
      server.getConnections((_error, found) => resolve(found)),
    );
    if (count === 0) return true;
    if (performance.now() > giveUpAt) return false;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test("NET-13 a connection that is idle for longer than announced is cut, one in use is not", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const server = await startServer("plain");
  const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const [idle, used] = await Promise.all([open(server, get), open(server, get)]);
  const [head] = await Promise.all([idle, used].map((socket) => once(socket, "data")));
  expect(String(head)).toContain("Keep-Alive: timeout=65\r\n");
  const closed = once(idle, "close");
  vi.advanceTimersByTime(65_000);
  used.write(get);
  await once(used, "data");
  expect(idle.destroyed).toBe(false);
  vi.advanceTimersByTime(5_000);
  await closed;
  used.write(get);
  expect(String(await once(used, "data"))).toContain("HTTP/1.1 200 OK");
});

test("NET-13 FAIL-14 slow, silent and unreading clients are cut, clients that wait for a response get it", {
  timeout: 300_000,
}, async () => {
  const [plain, unread, tls] = await Promise.all([
    startServer("plain"),
    startServer("plain"),
    startServer("tls"),
  ]);
  const headers = await open(plain, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
  const body = await open(plain, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
  const silent = await open(plain);
  const handshake = await open(tls);
  const hello = await open(tls, "\x16\x03\x01\x02\x00");
  for (const socket of [headers, body, hello]) drip(socket);
  const reader = await open(unread, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n".repeat(10));
  reader.pause();
  const patient = await open(plain, "GET /later HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const timeout = "HTTP/1.1 408 Request Timeout";
  const outcomes = await Promise.all([headers, body, silent, handshake, hello, patient].map(untilClosed));
  expect(outcomes).toEqual([timeout, timeout, timeout, "", "", "HTTP/1.1 200 OK"]);
  expect(await isLeftAlone(unread)).toBe(true);
});

test.each([
  { name: "sends nothing", bytes: Buffer.alloc(0) },
  { name: "sends an incomplete first message", bytes: Buffer.from([22, 3, 1, 2, 0, 1]) },
  { name: "sends its first message", bytes: undefined },
])("NET-13 a client that $name and closes its side holds no connection", async ({ bytes }) => {
  const server = await startServer("tls");
  const socket = await open(server);
  socket.end(bytes ?? (await recordHello()));
  await vi.waitFor(async () => {
    const count = new Promise((resolve) => server.getConnections((_error, found) => resolve(found)));
    expect(await count).toBe(0);
  }, 5000);
});

test("NET-22 of clients that are asked for another key share 16 may continue, and those of a crowded address are cut first", async () => {
  const server = await startServer("tls");
  const hello = await recordHello("X25519");
  let closed = 0;
  const ask = async (localAddress: string) => {
    const socket = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", localAddress });
    onTestFinished(() => void socket.destroy());
    socket.on("close", () => {
      closed += 1;
    });
    socket.write(withoutKeyShares(hello));
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.length).toBeLessThan(128);
    return socket;
  };
  const first = await ask("127.0.0.2");
  await Promise.all(Array.from({ length: 40 }, () => ask("127.0.0.1")));
  await vi.waitFor(() => expect(closed).toBe(41 - 16));
  first.write(hello);
  const [answer] = (await once(first, "data")) as [Buffer];
  expect(answer.length).toBeGreaterThan(500);
});

test("NET-22 a client that is asked for another key share gets its connection each time", async () => {
  const server = await startServer("tls");
  for (let count = 0; count < 20; count += 1) {
    const address = {
      port: (server.address() as AddressInfo).port,
      host: "127.0.0.1",
      rejectUnauthorized: false,
    };
    const socket = connectTls({ ...address, minVersion: "TLSv1.3", ecdhCurve: "P-521:X25519" });
    onTestFinished(() => void socket.destroy());
    await once(socket, "secureConnect");
  }
});

test(`NET-13 FAIL-14 others are served while ${CLIENTS} clients send their headers slowly`, {
  timeout: 300_000,
}, async () => {
  const server = await startServer("plain");
  const slow = await Promise.all(
    Array.from({ length: CLIENTS }, () => open(server, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")),
  );
  for (const socket of slow) drip(socket);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const times: number[] = [];
  for (let count = 0; count < 100; count += 1) {
    const startedAt = performance.now();
    expect(await (await fetch(origin)).text()).toBe("served");
    times.push(performance.now() - startedAt);
  }
  times.sort((one, other) => one - other);
  process.stdout.write(
    `With ${CLIENTS} slow clients: median ${times[50]?.toFixed(1)} ms, p99 ${times[98]?.toFixed(1)} ms\n`,
  );
  expect(slow.filter((socket) => !socket.destroyed).length).toBeGreaterThan(0);
});
