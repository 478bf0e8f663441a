import type { Socket } from "node:net";
import type { Attack, AttackContext, CaseResult } from "../Attack.ts";
import { checkSessions, describeChecks } from "../checkSessions.ts";
import { openConnection } from "../send.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

/** The requests that are repeated on connections whose responses are never read. */
const cases: readonly { readonly name: string; readonly request: string }[] = [
  { name: "a document", request: "GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n" },
  { name: "the other document", request: "GET /openapi.yaml HTTP/1.1\r\nHost: a\r\n\r\n" },
  { name: "an operation", request: `GET ${SESSIONS} HTTP/1.1\r\nHost: a\r\n\r\n` },
  { name: "a path that does not exist", request: "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n" },
  { name: "a method that is not allowed", request: "PUT /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n" },
  {
    name: "a sign-in that breaks the contract",
    request: `POST ${SESSIONS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  },
];

/** A check of a session that waits longer than this was starved, unless the machine is as slow without the attack. */
const LONGEST_P99_MILLISECONDS = { quick: 2000, full: 100 };
const MOST_SLOWDOWN = 3;
/** More than this above the quiet server is no constant memory. */
const MOST_GROWTH_BYTES = 160 * 1024 * 1024;

/** Opens the connections, each with all its requests written and nothing read. */
function flood({ origin }: Target, bytes: Buffer, connections: number): Promise<readonly Socket[]> {
  const openOne = async (): Promise<Socket> => {
    const socket = await openConnection(origin);
    socket.pause();
    socket.write(bytes);
    return socket;
  };
  return Promise.all(Array.from({ length: connections }, openOne));
}

async function attackWith(context: AttackContext, request: string): Promise<Omit<CaseResult, "name">> {
  const target = await context.start({ nodeOptions: ["--max-old-space-size=512"] });
  const token = await target.signIn();
  const quiet = await checkSessions(target, token, { seconds: context.amount({ quick: 1, full: 3 }) });
  const before = target.memoryBytes();
  const connections = context.amount({ quick: 60, full: 300 });
  const checking = checkSessions(target, token, { seconds: context.amount({ quick: 2, full: 10 }) });
  const sockets = await flood(target, Buffer.from(request.repeat(1400)), connections);
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, target.memoryBytes());
  }, 50);
  const checks = await checking;
  clearInterval(watch);
  for (const socket of sockets) socket.destroy();
  const alive = (await target.send({ path: SESSIONS, token })).status === 200;
  await target.stop("SIGKILL");
  const growth = most - before;
  const longest = Math.max(LONGEST_P99_MILLISECONDS[context.size], MOST_SLOWDOWN * quiet.p99);
  const saw =
    `${connections} connections; ${describeChecks(checks)} (p99 ${quiet.p99.toFixed(1)} ms before); memory grew by ` +
    `${Math.round(growth / 1024 / 1024)} MiB; the process ${alive ? "lives" : "is gone"}.`;
  return { held: alive && checks.rejected === 0 && checks.p99 < longest && growth < MOST_GROWTH_BYTES, saw };
}

/** Many requests in one packet on many connections, whose responses are never read. */
export const pipelinedRequests: Attack = {
  name: "pipelined-requests",
  ids: ["NET-22", "FAIL-14", "FAIL-15", "FAIL-25"],
  does: "Sends 1,400 requests in one packet on each of many connections and reads no response.",
  inTests: true,
  async run(context) {
    const results: CaseResult[] = [];
    const chosen = context.size === "quick" ? cases.slice(0, 1) : cases;
    for (const { name, request } of chosen) {
      const result = { name, ...(await attackWith(context, request)) };
      context.ended(result);
      results.push(result);
    }
    return results;
  },
};
