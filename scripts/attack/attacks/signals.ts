import { setTimeout as pause } from "node:timers/promises";
import { signalEffects } from "../../../apps/server/src/composition/handleSignals.ts";
import type { Attack, AttackContext, CaseResult } from "../Attack.ts";
import { openConnection, readAll } from "../send.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

/** A sign-in but for the last byte of its body. */
const HEAD = `POST ${SESSIONS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`;

/** Sends a signal twice while requests come in; the server goes on. */
async function tryGoingOn(target: Target, signal: NodeJS.Signals): Promise<CaseResult> {
  const statuses: number[] = [];
  for (let count = 0; count < 2; count += 1) {
    target.signal(signal);
    const responses = await Promise.all(Array.from({ length: 10 }, () => target.send({ path: SESSIONS })));
    statuses.push(...responses.map(({ status }) => status));
  }
  const held = statuses.every((status) => status === 401) && !target.log().includes("Debugger listening");
  return {
    name: `${signal} twice`,
    held,
    saw: `requests meanwhile got ${[...new Set(statuses)].join(", ")}.`,
  };
}

/** Sends a signal twice while a request is under way; that one finishes, and the exit code is 0. */
async function tryStopping(context: AttackContext, signal: NodeJS.Signals): Promise<CaseResult> {
  const target = await context.start();
  const socket = await openConnection(target.origin);
  socket.write(HEAD);
  await pause(200);
  target.signal(signal);
  await pause(200);
  target.signal(signal);
  await pause(200);
  socket.write("}");
  const [text, code] = await Promise.all([readAll(socket), target.exited]);
  const [status = "no response"] = text.split("\r\n");
  const held = code === 0 && status.startsWith("HTTP/1.1 400");
  return {
    name: `${signal} twice`,
    held,
    saw: `the request under way got "${status}"; the process ended with ${code}.`,
  };
}

/** Signals, each twice, under load. */
export const signals: Attack = {
  name: "signals",
  ids: ["OPS-08", "OPS-02"],
  does: "Sends every signal twice while requests are under way.",
  inTests: false,
  async run(context) {
    const effects = Object.entries(signalEffects) as [NodeJS.Signals, "stop" | "goOn"][];
    const chosen = effects.slice(0, context.amount({ quick: 2, full: effects.length }));
    const target = await context.start();
    const results: CaseResult[] = [];
    for (const [signal] of effects.filter(([, effect]) => effect === "goOn"))
      results.push(await tryGoingOn(target, signal));
    for (const [signal] of chosen.filter(([, effect]) => effect === "stop"))
      results.push(await tryStopping(context, signal));
    return results;
  },
};
