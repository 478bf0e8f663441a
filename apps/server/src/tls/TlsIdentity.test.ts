import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type TLSSocket } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { createSelfSignedIdentity } from "./createSelfSignedIdentity.ts";
import { secureContextOptions, swapTlsIdentity } from "./TlsIdentity.ts";

async function startServer() {
  const server = createServer(secureContextOptions(await createSelfSignedIdentity(Date.now())), (socket) => {
    socket.on("error", () => undefined);
    socket.pipe(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return server;
}

async function open(port: number, options: object): Promise<TLSSocket> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, ...options });
  onTestFinished(() => void socket.destroy());
  await once(socket, "secureConnect");
  socket.on("error", () => undefined);
  return socket;
}

/** Whether the client got another handshake in its connection. */
function renegotiates(socket: TLSSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
    socket.renegotiate({}, (error) => resolve(error === null));
  });
}

test.each(["at the start", "after a swap"])(
  "NET-01 a client of TLS 1.2 cannot begin another handshake in its connection, %s",
  async (when) => {
    const server = await startServer();
    if (when === "after a swap") swapTlsIdentity(server, await createSelfSignedIdentity(Date.now()));
    const socket = await open((server.address() as AddressInfo).port, { maxVersion: "TLSv1.2" });
    expect(socket.getProtocol()).toBe("TLSv1.2");
    expect(await renegotiates(socket)).toBe(false);
  },
);
