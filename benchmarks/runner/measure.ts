import { PATH, TOKEN } from "../service.ts";
import type { BenchmarkRequest, Contender } from "./Contender.ts";
import { PASSWORD } from "./contenders.ts";
import { load } from "./load.ts";
import type { RunningServer } from "./RunningServer.ts";
import { startServer } from "./startServer.ts";

/** The compiler of the engine goes by calls and not by time. */
const WARM_AFTER_ANSWERS = 50_000;

/** How a server is measured. */
export interface MeasureOptions {
  readonly connections: number;
  readonly warmUpSeconds: number;
  /** Length of one turn; the bare server and the contender take turns, so that both see the same machine. */
  readonly sliceSeconds: number;
  readonly slices: number;
}

/** What one round says of one server. */
export interface Measurement {
  readonly requestsPerSecond: number;
  /** Time of the server's process for one request; `undefined` where the system does not tell. */
  readonly cpuMicroseconds: number | undefined;
  readonly bootMs: number;
}

/** A contender beside the bare server in the same turns. */
export interface Round {
  readonly bare: Measurement;
  readonly contender: Measurement;
}

/** A server that is warm and has a session. */
export interface ReadyServer {
  readonly contender: Contender;
  readonly server: RunningServer;
  readonly request: string;
}

/** The lines that prove a session: of a fresh one where the server opens sessions, else of the one that it knows. */
async function openSession(port: number, { name, signsIn }: Contender): Promise<readonly string[]> {
  if (signsIn !== true) return [`x-hm-authorization: ${TOKEN}`];
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password: PASSWORD }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name} refused to sign in: ${text}`);
  const token = response.headers.get("x-hm-authorization");
  if (token !== null) return [`x-hm-authorization: ${token}`];
  return [
    `cookie: ${response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ")}`,
  ];
}

function writeRequest(port: number, proof: readonly string[], request?: BenchmarkRequest): string {
  const { method, path, contentType, body = "" } = request ?? { method: "GET", path: PATH };
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    "accept: application/json",
    ...proof,
  ];
  if (contentType !== undefined) lines.push(`content-type: ${contentType}`, `content-length: ${body.length}`);
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** Starts a server, opens a session on it and warms it up. */
export async function prepare(contender: Contender, options: MeasureOptions): Promise<ReadyServer> {
  const server = await startServer(contender);
  const { port } = server;
  const request = writeRequest(port, await openSession(port, contender), contender.request);
  const { connections, warmUpSeconds: seconds } = options;
  await load({ port, request, connections, seconds, leastAnswers: WARM_AFTER_ANSWERS });
  return { contender, server, request };
}

interface Sum {
  answers: number;
  seconds: number;
  cpuMicroseconds: number;
}

async function addSlice(sum: Sum, { contender, server, request }: ReadyServer, options: MeasureOptions) {
  const { connections, sliceSeconds: seconds } = options;
  const before = server.cpuMicroseconds() ?? Number.NaN;
  const { answers, refused, requestsPerSecond } = await load({
    port: server.port,
    request,
    connections,
    seconds,
  });
  if (refused > 0) throw new Error(`${contender.name} refused ${refused} of ${answers} session checks.`);
  sum.answers += answers;
  sum.seconds += answers / requestsPerSecond;
  sum.cpuMicroseconds += (server.cpuMicroseconds() ?? Number.NaN) - before;
}

function toMeasurement({ answers, seconds, cpuMicroseconds }: Sum, bootMs: number): Measurement {
  const cpu = Number.isNaN(cpuMicroseconds) ? undefined : cpuMicroseconds / answers;
  return { requestsPerSecond: answers / seconds, cpuMicroseconds: cpu, bootMs };
}

/** Loads the bare server and a contender in turns. */
export async function measure(
  bare: ReadyServer,
  rival: ReadyServer,
  options: MeasureOptions,
): Promise<Round> {
  const sums = [bare, rival].map((): Sum => ({ answers: 0, seconds: 0, cpuMicroseconds: 0 }));
  const [ofBare, ofRival] = sums as [Sum, Sum];
  for (let slice = 0; slice < options.slices; slice += 1) {
    await addSlice(ofBare, bare, options);
    await addSlice(ofRival, rival, options);
  }
  return {
    bare: toMeasurement(ofBare, bare.server.bootMs),
    contender: toMeasurement(ofRival, rival.server.bootMs),
  };
}
