import { fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket, type TcpNetConnectOpts } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Attack, CaseResult } from "../Attack.ts";
import { type Checks, checkSessions, describeChecks } from "../checkSessions.ts";
import { recordHello, withoutKeyShares } from "../recordHello.ts";

/** The attacker's address in a case: the ports of one are used up by another, and are free again a minute later. */
const attackerIn = (index: number): string => `127.0.1.${index + 1}`;
/** The address of a client that opens a connection for each request. */
const NEWCOMER = "127.0.0.77";

const MOST_SLOWDOWN = 3;
/** On a connection that is there, and on a new one, which needs a handshake itself. */
const LONGEST_P99_MILLISECONDS = { quick: [2000, 4000], full: [100, 1000] } as const;
/** How soon a client opens its next connection: attacker, server and measurement share the cores of one machine. */
const AGAIN_MILLISECONDS = 100;
/** The newcomer opens far less than its share of connections: it must not wait for itself. */
const NEWCOMER_EVERY_MILLISECONDS = 100;
/** Until the attacking process has opened its connections. */
const STARTED_MILLISECONDS = 500;

/** What the attacker does with each of its connections, over and over. */
const cases: readonly {
  readonly name: string;
  readonly say: (socket: Socket, hello: Buffer) => void;
}[] = [
  {
    name: "a recorded first message, closed at its response",
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
    name: "a first message without a key share, then another one",
    say(socket, hello) {
      socket.write(withoutKeyShares(hello));
      socket.once("data", () => {
        socket.write(hello);
        socket.once("data", () => socket.destroy());
      });
    },
  },
  {
    name: "a first message without a key share, and silence",
    say: (socket, hello) => void socket.write(withoutKeyShares(hello)),
  },
  {
    name: "half a first message, and the side is closed",
    say: (socket, hello) => void socket.end(hello.subarray(0, 100)),
  },
  { name: "a connection that is opened and closed", say: (socket) => void socket.end() },
  { name: "plain HTTP", say: (socket) => void socket.end("GET / HTTP/1.1\r\nHost: a\r\n\r\n") },
];

/** Opens a connection, and another one when it has ended, for as long as the process runs. */
function repeat(address: TcpNetConnectOpts, say: (socket: Socket) => void, count: () => void): void {
  const socket = connect(address);
  socket.on("error", () => undefined);
  socket.once("connect", () => {
    count();
    say(socket);
  });
  socket.resume().once("close", () => setTimeout(() => repeat(address, say, count), AGAIN_MILLISECONDS));
}

/** What the attacking process does: floods until its parent asks how many connections it has opened, or is gone. */
async function flood([port, index, clients]: readonly string[]): Promise<void> {
  process.once("disconnect", () => process.exit());
  const hello = await recordHello("X25519");
  const { say } = cases[Number(index)] as (typeof cases)[number];
  const localAddress = attackerIn(Number(index));
  const address = { port: Number(port), host: "127.0.0.1", localAddress };
  let opened = 0;
  const count = (): void => {
    opened += 1;
  };
  for (let client = 0; client < Number(clients); client += 1)
    repeat(address, (socket) => say(socket, hello), count);
  process.once("message", () => process.send?.(opened, () => process.exit()));
}

/** Floods from a process of its own, so that what is measured meanwhile is the server. */
async function whileFlooded<T>(words: readonly string[], measure: () => Promise<T>) {
  const attacker = fork(fileURLToPath(import.meta.url), words, { execArgv: [] });
  try {
    await once(attacker, "spawn");
    await pause(STARTED_MILLISECONDS);
    const checks = await measure();
    attacker.send("count");
    const [opened] = (await once(attacker, "message")) as [number];
    return { checks, opened };
  } finally {
    attacker.kill("SIGKILL");
  }
}

/** Handshakes that are begun and never finished, as fast as the server takes them. */
export const handshakeFlood: Attack = {
  name: "handshake-flood",
  ids: ["NET-22", "NET-13"],
  does: "Begins handshakes that cost it nothing and the server a signature each, and never finishes one.",
  inTests: true,
  async run(context) {
    const target = await context.start({ tls: true });
    const token = await target.signIn();
    const { port } = new URL(target.origin);
    const seconds = context.amount({ quick: 1, full: 12 });
    const check = () =>
      Promise.all([
        checkSessions(target, token, { seconds }),
        checkSessions(target, token, {
          seconds,
          from: NEWCOMER,
          everyMilliseconds: NEWCOMER_EVERY_MILLISECONDS,
        }),
      ]);
    const quiet = await check();
    const results: CaseResult[] = [];
    for (const [index, { name }] of cases.entries()) {
      const clients = context.amount({ quick: 30, full: 200 });
      const { checks, opened } = await whileFlooded([port, String(index), String(clients)], check);
      const [kept, fresh] = checks;
      const isServed = ({ rejected, p99 }: Checks, index: 0 | 1) =>
        rejected === 0 &&
        p99 < Math.max(LONGEST_P99_MILLISECONDS[context.size][index], MOST_SLOWDOWN * quiet[index].p99);
      const saw =
        `${clients} clients opened ${opened} connections; on a kept connection ${describeChecks(kept)} ` +
        `(p99 ${quiet[0].p99.toFixed(1)} ms before); on new ones ${describeChecks(fresh)} (${quiet[1].p99.toFixed(1)} ms before).`;
      const result = { name, held: opened >= clients && isServed(kept, 0) && isServed(fresh, 1), saw };
      context.ended(result);
      results.push(result);
    }
    return results;
  },
};

if (import.meta.main) await flood(process.argv.slice(2));
