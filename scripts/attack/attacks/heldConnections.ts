import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Attack, CaseResult } from "../Attack.ts";
import { send } from "../send.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

const ATTACKER = "127.0.0.66";
const NEWCOMER = "127.0.0.77";
/** How soon a connection that was cut is opened again. */
const AGAIN_MILLISECONDS = 200;
/** Leaves room for 124 connections to the API and 12 of monitors. */
const LIMITS = "ulimit -n 200";

/** What each connection says before it is held. */
const cases: readonly { readonly name: string; readonly first: string; readonly only?: "plain" | "tls" }[] = [
  { name: "nothing", first: "" },
  { name: "half a head", first: "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", only: "plain" },
  {
    name: "half a body",
    first: `POST ${SESSIONS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n`,
    only: "plain",
  },
  {
    name: "a request, and then nothing",
    first: "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    only: "plain",
  },
  { name: "half a first message of TLS", first: "\x16\x03\x01\x02\x00\x01", only: "tls" },
];

/** Opens a connection, and another one when it is cut, until it is stopped. */
function hold(origin: string, first: string, held: { on: boolean; readonly sockets: Set<Socket> }): void {
  const socket = connect({ port: Number(new URL(origin).port), host: "127.0.0.1", localAddress: ATTACKER });
  held.sockets.add(socket);
  socket.on("error", () => undefined);
  socket.once("connect", () => socket.write(first, "latin1"));
  socket.resume().once("close", () => {
    held.sockets.delete(socket);
    setTimeout(() => held.on && hold(origin, first, held), AGAIN_MILLISECONDS);
  });
}

/** How many of so many newcomers are served, each on a connection of its own. */
async function serveNewcomers(
  origin: string,
  { newcomers, ...request }: { newcomers: number; path: string; token?: string },
): Promise<number> {
  let served = 0;
  for (let count = 0; count < newcomers; count += 1) {
    const { status } = await send(origin, { ...request, from: NEWCOMER, longestMilliseconds: 5000 });
    if (status === 200) served += 1;
  }
  return served;
}

async function attackWith(
  target: Target,
  { first, newcomers }: { first: string; newcomers: number },
): Promise<Omit<CaseResult, "name">> {
  const token = await target.signIn();
  const { origin, managementOrigin } = target;
  const held = { on: true, sockets: new Set<Socket>() };
  for (let count = 0; count < 300; count += 1) {
    for (const port of [origin, managementOrigin]) hold(port, first, held);
  }
  await pause(500);
  const served = await serveNewcomers(origin, { path: SESSIONS, token, newcomers });
  const monitors = await serveNewcomers(managementOrigin, { path: "/livez", newcomers });
  held.on = false;
  for (const socket of held.sockets) socket.destroy();
  const saw = `Of ${newcomers} newcomers ${served} were served, and ${monitors} of ${newcomers} monitors, while one address held all connections of both ports.`;
  return { held: served === newcomers && monitors === newcomers, saw };
}

/** All connections that there may be, held by one client. */
export const heldConnections: Attack = {
  name: "held-connections",
  ids: ["NET-13", "FAIL-13", "FAIL-14"],
  does: "Holds more connections than there may be from one address, silent, slow or idle.",
  inTests: true,
  async run(context) {
    const results: CaseResult[] = [];
    const newcomers = context.amount({ quick: 5, full: 100 });
    for (const kind of ["plain", "tls"] as const) {
      const target = await context.start({ tls: kind === "tls", limits: LIMITS });
      for (const { name, first } of cases.filter(({ only = kind }) => only === kind)) {
        results.push({ name: `${name} (${kind})`, ...(await attackWith(target, { first, newcomers })) });
      }
    }
    return results;
  },
};
