import { EventEmitter, once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { createSelfSignedIdentity } from "../tls/createSelfSignedIdentity.ts";
import { hardenServer } from "./hardenServer.ts";
import { connectionLimitsOf } from "./limitConnections.ts";

const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/** More than the system takes for a client that does not read. */
const LARGE_BYTES = 32 * 1024 * 1024;

/** A server for three connections that responds on demand. */
async function startServer(kind: "plain" | "tls", listenAddress = "127.0.0.1") {
  const responses = new EventEmitter();
  const listener: RequestListener = (_request, response) => {
    responses.once("respond", (body = "served") => response.end(body));
    responses.emit("asked");
  };
  const { certificate: cert, key } = await createSelfSignedIdentity(Date.now());
  const server = kind === "plain" ? createServer(listener) : createTlsServer({ cert, key }, listener);
  hardenServer(server, {
    mostConnections: 3,
    connectionEvent: kind === "plain" ? "connection" : "secureConnection",
  });
  server.listen(0, listenAddress);
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const open = async (localAddress: string): Promise<Socket> => {
    const options = { port, host: "127.0.0.1", localAddress, rejectUnauthorized: false };
    const socket = kind === "plain" ? connect(options) : connectTls(options);
    socket.on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, kind === "plain" ? "connect" : "secureConnect");
    return socket;
  };
  const ask = async (socket: Socket): Promise<() => Promise<string>> => {
    const asked = once(responses, "asked");
    socket.write(GET);
    await asked;
    return async () => {
      const answered = once(socket, "data");
      responses.emit("respond");
      return String(await answered).split("\r\n")[0] ?? "";
    };
  };
  const leaveUnread = async (socket: Socket): Promise<void> => {
    await ask(socket);
    responses.emit("respond", Buffer.alloc(LARGE_BYTES));
  };
  return { open, ask, leaveUnread, port };
}

test.each(["plain", "tls"] as const)(
  "NET-13 a client that holds all allowed connections does not exclude other clients (%s)",
  async (kind) => {
    const { open, ask } = await startServer(kind);
    const crowd = [await open("127.0.0.2"), await open("127.0.0.2")];
    const neighbour = await open("127.0.0.3");
    const closed = once(crowd[0] as Socket, "close");
    const newcomer = await open("127.0.0.4");
    (crowd[0] as Socket).resume();
    await closed;
    for (const socket of [crowd[1] as Socket, neighbour, newcomer]) {
      expect(await (await ask(socket))()).toBe("HTTP/1.1 200 OK");
    }
  },
);

test.each(["plain", "tls"] as const)(
  "NET-13 a connection with a pending request stays, and a new one is closed if all have one (%s)",
  async (kind) => {
    const { open, ask, port } = await startServer(kind);
    const busy = await open("127.0.0.2");
    const respond = await ask(busy);
    const idle = (await open("127.0.0.2")).resume();
    const other = await open("127.0.0.2");
    const idleClosed = once(idle, "close");
    const last = await open("127.0.0.2");
    await idleClosed;
    await ask(other);
    await ask(last);
    const excess = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.4" }).resume();
    excess.on("error", () => undefined);
    await once(excess, "close");
    expect(await respond()).toBe("HTTP/1.1 200 OK");
  },
);

test("NET-13 a client that connects from one port to several server addresses excludes no other client", async () => {
  const { open, ask, port } = await startServer("plain", "0.0.0.0");
  const crowd = [await open("127.0.0.2")];
  const localPort = crowd[0]?.localPort;
  for (const host of ["127.0.0.5", "127.0.0.6"]) {
    const socket = connect({ port, host, localAddress: "127.0.0.2", localPort }).on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    crowd.push(socket);
  }
  const newcomers: Socket[] = [];
  for (const from of ["127.0.0.3", "127.0.0.4"]) newcomers.push(await open(from));
  for (const socket of newcomers) expect(await (await ask(socket))()).toBe("HTTP/1.1 200 OK");
});

test.each(["plain", "tls"] as const)(
  "NET-13 a client that reads no response on all allowed connections does not exclude other clients (%s)",
  async (kind) => {
    const { open, ask, leaveUnread } = await startServer(kind);
    for (let count = 0; count < 3; count += 1) await leaveUnread(await open("127.0.0.2"));
    const newcomer = await open("127.0.0.4");
    expect(await (await ask(newcomer))()).toBe("HTTP/1.1 200 OK");
  },
);

test.each([
  { openFiles: Number.POSITIVE_INFINITY, want: { api: 4096, management: 64 } },
  { openFiles: 65_536, want: { api: 4096, management: 64 } },
  { openFiles: 1024, want: { api: 896, management: 64 } },
  { openFiles: 200, want: { api: 124, management: 12 } },
  { openFiles: 80, want: { api: 8, management: 8 } },
  { openFiles: 20, want: { api: 8, management: 8 } },
])(
  "FAIL-13 with $openFiles open files allowed, $want.api connections are accepted",
  ({ openFiles, want }) => {
    expect(connectionLimitsOf(openFiles)).toEqual(want);
  },
);

test("the open file limit of this process is read", () => {
  const { api } = connectionLimitsOf();
  expect(api).toBeGreaterThanOrEqual(8);
  expect(api).toBeLessThanOrEqual(4096);
});
