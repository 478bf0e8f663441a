import { connect, type TLSSocket } from "node:tls";
import type { Attack } from "../Attack.ts";
import type { Target } from "../startTarget.ts";

function open({ origin }: Target): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const options = { port: Number(new URL(origin).port), host: "127.0.0.1", rejectUnauthorized: false };
    const socket: TLSSocket = connect({ ...options, maxVersion: "TLSv1.2" }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** How many further handshakes the server did in one connection. */
async function renegotiate(socket: TLSSocket, times: number): Promise<number> {
  socket.removeAllListeners("error");
  for (let count = 0; count < times; count += 1) {
    const isDone = await new Promise<boolean>((resolve) => {
      socket.once("error", () => resolve(false));
      socket.once("close", () => resolve(false));
      socket.renegotiate({}, (error) => resolve(error === null));
    });
    if (!isDone) return count;
  }
  return times;
}

/** Handshakes over and over in one connection of TLS 1.2. */
export const renegotiation: Attack = {
  name: "renegotiation",
  ids: ["NET-01"],
  does: "Begins further handshakes in a connection of TLS 1.2, which cost the server more than the client.",
  inTests: true,
  async run(context) {
    const target = await context.start({ tls: true });
    const socket = await open(target);
    const handshakes = await renegotiate(socket, 5);
    socket.destroy();
    const { status } = await target.send({ path: "/openapi.json" });
    const held = handshakes === 0 && status === 200;
    return [{ name: "TLS 1.2", held, saw: `${handshakes} further handshakes; others get ${status}.` }];
  },
};
