import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isLoopback } from "../http/createContext.ts";
import { hardenedOptions, hardenServer, securityHeaders } from "../http/hardenServer.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { Metrics } from "./createMetrics.ts";
import type { Readiness } from "./createReadiness.ts";

/** What `createManagementServer` works with. */
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
  // Answering at all is the proof: the event loop turns. A process that drains is alive and must not be killed.
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
  keepAliveTimeout: 30_000,
};

/** A monitor asks once in a while; whoever holds more connections is no monitor. */
const MAX_CONNECTIONS = 64;

/**
 * Makes the listener for monitors: `/livez`, `/readyz` and `/metrics` over plain HTTP, apart from the API (LOG-06).
 *
 * On a loopback address it answers requests for loopback names only: else a web page could read it through the
 * operator's browser by pointing a name of its own at 127.0.0.1.
 */
export function createManagementServer(options: ManagementOptions): Server {
  const server = createServer({ ...hardenedOptions, ...limits }, (request, response) => {
    void answer(request, response, options);
  });
  server.maxConnections = MAX_CONNECTIONS;
  hardenServer(server);
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: ManagementOptions,
): Promise<void> {
  try {
    send(request, response, await pageFor(request, options));
  } catch (error) {
    options.logger.error("The management listener could not answer.", { error });
    send(request, response, json(500, { error: "Internal error" }));
  }
}

function pageFor(request: IncomingMessage, options: ManagementOptions): Page | Promise<Page> {
  if (!isMeantForUs(request)) return json(421, { error: "This listener answers for loopback names only." });
  const make = pages.get((request.url ?? "").split("?", 1)[0] ?? "");
  if (make === undefined) return json(404, { error: `Ask for ${[...pages.keys()].join(", ")}.` });
  if (request.method !== "GET" && request.method !== "HEAD") return json(405, { error: "Use GET." });
  return make(options);
}

function isMeantForUs(request: IncomingMessage): boolean {
  const local = request.socket.localAddress ?? "";
  if (!isLoopback(local.replace(/^::ffff:/, ""))) return true;
  const name = (request.headers.host ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
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
