import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a fixture sees it. */
export interface FixtureRequest {
  readonly method: string;
  /** Without the query, not decoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A response of a fixture. */
export interface FixtureResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | undefined;
  /** Written to the socket as it is, behind the response that Node writes. */
  readonly behind?: string;
  /** The connection is closed without a response. */
  readonly isDropped?: boolean;
}

/** A server on a loopback port that goes away with the test. */
export interface RunningServer extends AsyncDisposable {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Requests so far. */
  readonly requests: readonly FixtureRequest[];
}

/** Starts a server with a handler. */
export async function startFixture(
  respond: (request: FixtureRequest) => FixtureResponse,
): Promise<RunningServer> {
  const requests: FixtureRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming);
    requests.push(request);
    write(outgoing, respond(request));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function read(incoming: IncomingMessage): Promise<FixtureRequest> {
  const chunks: Uint8Array[] = [];
  incoming.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  await once(incoming, "end");
  const [path = "", ...query] = (incoming.url ?? "").split("?");
  const headers = Object.fromEntries(
    Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(", ")]),
  );
  return {
    method: incoming.method ?? "",
    path,
    query: query.join("?"),
    headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function write(
  outgoing: ServerResponse,
  { status, headers, body, behind, isDropped }: FixtureResponse,
): void {
  if (isDropped === true) {
    outgoing.socket?.destroy();
    return;
  }
  outgoing.sendDate = true;
  outgoing.writeHead(status, { ...headers } as Record<string, string | string[]>);
  if (behind !== undefined) {
    outgoing.flushHeaders();
    outgoing.socket?.write(behind);
  }
  outgoing.end(body);
}
