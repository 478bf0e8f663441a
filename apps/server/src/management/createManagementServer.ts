import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { isLoopback } from "../http/createAddressReader.ts";
import { hardenedOptions, hardenServer, securityHeaders } from "../http/hardenServer.ts";
import { connectionLimitsOf } from "../http/limitConnections.ts";
import { nodeHttp } from "../http/nodeHttp.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { Metrics } from "./createMetrics.ts";
import type { Readiness } from "./createReadiness.ts";

/** Options of `createManagementServer`. */
export interface ManagementOptions {
  readonly readiness: Readiness;
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  readonly logger: Logger;
}

interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

type PageMaker = (options: ManagementOptions) => Page | Promise<Page>;

const JSON_TYPE = "application/json; charset=utf-8";
const json = (status: number, body: unknown): Page => ({
  status,
  contentType: JSON_TYPE,
  body: `${JSON.stringify(body)}\n`,
});

const pages: ReadonlyMap<string, PageMaker> = new Map<string, PageMaker>([
  // Any response proves that the event loop runs. A process that drains is alive and must not be killed.
  ["/livez", ({ readiness }) => json(200, { live: true, phase: readiness.phase() })],
  [
    "/readyz",
    async ({ readiness }) => {
      const report = await readiness.report();
      return json(report.ready ? 200 : 503, report);
    },
  ],
  [
    "/metrics",
    async ({ metrics }) => ({ status: 200, contentType: metrics.contentType, body: await metrics.text() }),
  ],
]);

const limits = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5000,
  requestTimeout: 5000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 30_000,
};

/** Pages that need no other part of the process. */
const CHEAP = new Set(["/livez"]);
/** How long another page is reused before it is rendered again. */
const REST_MILLISECONDS = 50;
/** A run that takes longer does not keep the next from its turn. */
const LONGEST_RUN_MILLISECONDS = 5000;

/**
 * Makes the listener for monitors: `/livez`, `/readyz` and `/metrics` over plain HTTP, apart from the API (LOG-06).
 *
 * On a loopback address it serves requests for loopback names only: otherwise a web page could read it through the
 * operator's browser by pointing a name of its own at 127.0.0.1.
 */
export function createManagementServer(options: ManagementOptions): Server {
  const made: MadePages = new Map(
    [...pages].map(([path, make]) => {
      const run = () => make(options);
      return [path, CHEAP.has(path) ? run : shareRuns(run)];
    }),
  );
  const server = nodeHttp.createServer({ ...hardenedOptions, ...limits }, (request, response) => {
    void answer(request, response, { pages: made, logger: options.logger });
  });
  hardenServer(server, { mostConnections: connectionLimitsOf().management });
  return server;
}

/** How to make each page, by its path. */
type MadePages = ReadonlyMap<string, () => Page | Promise<Page>>;

/**
 * Has all callers that come while work waits or runs share the next run (NET-22): what one run costs can be asked for
 * without an end. None gets what is older than its call.
 */
function shareRuns<T>(work: () => T | Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const run = async (before: Promise<unknown>): Promise<T> => {
    await before;
    next = undefined;
    return work();
  };
  return () => {
    if (next !== undefined) return next;
    const current = run(last);
    next = current;
    const ended = Promise.race([current.catch(() => undefined), restFor(LONGEST_RUN_MILLISECONDS)]);
    last = ended.then(() => restFor(REST_MILLISECONDS));
    return current;
  };
}

function restFor(milliseconds: number): Promise<void> {
  return pause(milliseconds, undefined, { ref: false });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { pages: made, logger }: Pick<ManagementOptions, "logger"> & { readonly pages: MadePages },
): Promise<void> {
  try {
    send(request, response, await pageFor(request, made));
  } catch (error) {
    logger.error("A request to the management listener failed.", { error });
    send(request, response, json(500, { error: "Internal error" }));
  }
}

function pageFor(request: IncomingMessage, made: MadePages): Page | Promise<Page> {
  if (!isMeantForUs(request)) return json(421, { error: "This listener serves loopback names only." });
  const make = made.get((request.url ?? "").split("?", 1)[0] ?? "");
  if (make === undefined) return json(404, { error: `Ask for ${[...made.keys()].join(", ")}.` });
  if (request.method !== "GET" && request.method !== "HEAD") return json(405, { error: "Use GET." });
  return make();
}

function isMeantForUs(request: IncomingMessage): boolean {
  const local = request.socket.localAddress ?? "";
  if (!isLoopback(local.replace(/^::ffff:/, ""))) return true;
  const name = (request.headers.host ?? "").replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1");
  return isLoopback(name);
}

function send(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const headers = {
    ...securityHeaders,
    ...(page.status === 405 ? { allow: "GET, HEAD" } : {}),
    "content-type": page.contentType,
    "content-length": Buffer.byteLength(page.body),
  };
  response.writeHead(page.status, headers).end(request.method === "HEAD" ? undefined : page.body);
}
