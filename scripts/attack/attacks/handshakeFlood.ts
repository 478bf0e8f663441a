import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import type { Attack, CaseResult } from "../Attack.ts";
import { type Checks, checkSessions, describeChecks } from "../checkSessions.ts";
import type { Target } from "../startTarget.ts";

/** The attacker's address, and the one of a client that opens a connection for each request. */
const ATTACKER = "127.0.0.66";
const NEWCOMER = "127.0.0.77";

const MOST_SLOWDOWN = 3;
/** On a connection that is there, and on a new one, which needs a handshake itself. */
const LONGEST_P99_MILLISECONDS = { quick: [2000, 4000], full: [100, 1000] } as const;
/** How soon a client opens its next connection: all clients run in this process, which measures as well. */
const AGAIN_MILLISECONDS = 100;

/** What the attacker does with each of its connections, over and over. */
const cases: readonly {
  readonly name: string;
  readonly say: (socket: Socket, hello: Buffer) => void;
}[] = [
  {
    name: "a recorded first message, and gone with its answer",
    say(socket, hello) {
      socket.write(hello);
      socket.once("data", () => socket.destroy());
    },
  },
  {
    name: "a first message in two pieces",
    say(socket, hello) {
      socket.write(hello.subarray(0, 9));
      socket.setTimeout(50, () => socket.write(hello.subarray(9)));
      socket.once("data", () => socket.destroy());
    },
  },
  {
    name: "half a first message, and the side is closed",
    say: (socket, hello) => void socket.end(hello.subarray(0, 100)),
  },
  { name: "a connection that is opened and closed", say: (socket) => void socket.end() },
  { name: "plain HTTP", say: (socket) => void socket.end("GET / HTTP/1.1\r\nHost: a\r\n\r\n") },
];

async function recordHello(): Promise<Buffer> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const client = connectTls((listener.address() as AddressInfo).port, "127.0.0.1");
  client.on("error", () => undefined);
  const [socket] = (await once(listener, "connection")) as [Socket];
  const [hello] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  client.destroy();
  listener.close();
  return hello;
}

/** Opens a connection, and another one when it has ended, until it is stopped. */
function repeat(target: Target, say: (socket: Socket) => void, flood: { on: boolean; opened: number }): void {
  const socket = connect({
    port: Number(new URL(target.origin).port),
    host: "127.0.0.1",
    localAddress: ATTACKER,
  });
  flood.opened += 1;
  socket.on("error", () => undefined);
  socket.once("connect", () => say(socket));
  socket.resume().once("close", () => {
    setTimeout(() => flood.on && repeat(target, say, flood), AGAIN_MILLISECONDS);
  });
}

/** Handshakes that are begun and never finished, as fast as the server takes them. */
export const handshakeFlood: Attack = {
  name: "handshake-flood",
  ids: ["NET-22", "NET-13"],
  does: "Begins handshakes that cost it nothing and the server a signature each, and never finishes one.",
  inTests: true,
  async run(scene) {
    const target = await scene.start({ tls: true });
    const token = await target.signIn();
    const hello = await recordHello();
    const seconds = scene.amount({ quick: 1, full: 12 });
    const check = () =>
      Promise.all([
        checkSessions(target, token, { seconds }),
        checkSessions(target, token, { seconds, from: NEWCOMER }),
      ]);
    const quiet = await check();
    const results: CaseResult[] = [];
    for (const { name, say } of cases) {
      const flood = { on: true, opened: 0 };
      const clients = scene.amount({ quick: 30, full: 200 });
      for (let client = 0; client < clients; client += 1)
        repeat(target, (socket) => say(socket, hello), flood);
      await pause(100);
      const [kept, fresh] = await check();
      flood.on = false;
      const isServed = ({ rejected, p99 }: Checks, index: 0 | 1) =>
        rejected === 0 &&
        p99 < Math.max(LONGEST_P99_MILLISECONDS[scene.size][index], MOST_SLOWDOWN * quiet[index].p99);
      const saw =
        `${clients} clients opened ${flood.opened} connections; on a kept connection ${describeChecks(kept)} ` +
        `(p99 ${quiet[0].p99.toFixed(1)} ms before); on new ones ${describeChecks(fresh)} (${quiet[1].p99.toFixed(1)} ms before).`;
      const result = { name, held: isServed(kept, 0) && isServed(fresh, 1), saw };
      scene.ended(result);
      results.push(result);
    }
    return results;
  },
};
