import { once } from "node:events";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { text as readText } from "node:stream/consumers";
import { PATH, TOKEN } from "../service.ts";
import type { BenchmarkRequest, Contender } from "./Contender.ts";
import { PASSWORD } from "./contenders.ts";
import { type LoadResult, load } from "./load.ts";
import type { RunningServer } from "./RunningServer.ts";
import { startServer } from "./startServer.ts";

/** The compiler of the engine goes by calls and not by time. */
const WARM_AFTER_RESPONSES = 50_000;

/** Options of a measurement. */
export interface MeasureOptions {
  readonly connections: number;
  readonly warmUpSeconds: number;
  /** Length of one turn; the bare server and the contender take turns, so that both see the same machine. */
  readonly sliceSeconds: number;
  readonly slices: number;
}

/** The figures of one server in one round. */
export interface Measurement {
  readonly requestsPerSecond: number;
  /** Processor time of the server for one request. */
  readonly cpuMicroseconds: number;
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

/** The header of a session: a new one if the server opens sessions, else the one that it has. */
async function openSession(port: number, { name, signsIn, tls }: Contender): Promise<readonly string[]> {
  if (signsIn !== true) return [`x-hm-authorization: ${TOKEN}`];
  const request = (tls === true ? requestTls : requestPlain)({
    host: "127.0.0.1",
    port,
    path: PATH,
    method: "POST",
    headers: { "content-type": "application/json" },
    rejectUnauthorized: false,
  });
  request.end(JSON.stringify({ username: "admin", password: PASSWORD }));
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const text = await readText(response);
  const { "x-hm-authorization": token, "set-cookie": cookies = [] } = response.headers;
  if (response.statusCode !== 200) throw new Error(`${name} rejected the sign-in: ${text}`);
  if (token !== undefined) return [`x-hm-authorization: ${token}`];
  return [`cookie: ${cookies.map((cookie) => cookie.split(";")[0]).join("; ")}`];
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
  const { tls } = contender;
  await load({ port, tls, request, connections, seconds, leastResponses: WARM_AFTER_RESPONSES });
  return { contender, server, request };
}

type Slice = Omit<LoadResult, "rejected">;

/**
 * Keeps this process awake until the load is over. Each response wakes a load that sleeps, which takes time of the
 * server: a slow server would pay for it, but not one that keeps its load busy.
 */
async function awake<Result>(load: Promise<Result>): Promise<Result> {
  let isOver = false;
  const turn = (): void => {
    if (!isOver) setImmediate(turn);
  };
  turn();
  try {
    return await load;
  } finally {
    isOver = true;
  }
}

/** Loads a server for one slice. @throws {Error} if it rejects a request */
export async function loadSlice(
  { contender, server, request }: ReadyServer,
  { connections, sliceSeconds: seconds }: Pick<MeasureOptions, "connections" | "sliceSeconds">,
): Promise<Slice> {
  const { port, cpuMicroseconds } = server;
  const { tls } = contender;
  const loading = load({ port, tls, request, connections, seconds, cpuMicroseconds });
  const { rejected, ...slice } = await awake(loading);
  if (rejected > 0)
    throw new Error(`${contender.name} rejected ${rejected} of ${slice.responses} session checks.`);
  return slice;
}

function toMeasurement(slices: readonly Slice[], bootMs: number): Measurement {
  const sum = (key: keyof Slice) => slices.reduce((total, slice) => total + slice[key], 0);
  const responses = sum("responses");
  return {
    requestsPerSecond: responses / sum("seconds"),
    cpuMicroseconds: sum("cpuMicroseconds") / responses,
    bootMs,
  };
}

/** Loads the bare server and a contender in turns. */
export async function measure(
  bare: ReadyServer,
  rival: ReadyServer,
  options: MeasureOptions,
): Promise<Round> {
  const ofBare: Slice[] = [];
  const ofRival: Slice[] = [];
  for (let slice = 0; slice < options.slices; slice += 1) {
    ofBare.push(await loadSlice(bare, options));
    ofRival.push(await loadSlice(rival, options));
  }
  return {
    bare: toMeasurement(ofBare, bare.server.bootMs),
    contender: toMeasurement(ofRival, rival.server.bootMs),
  };
}
