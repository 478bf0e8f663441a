import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import * as tls from "node:tls";
import type { Send } from "../CheckOptions.ts";
import type { CheckRequest, CheckResponse } from "../CheckReport.ts";

/**
 * Sends a HEAD over a connection of its own and reads all that comes. HTTP clients stop behind the headers, so that a
 * server that sends a body there would go unnoticed and spoil the next response.
 */
function sendHead(transport: Transport, request: CheckRequest): Promise<CheckResponse> {
  return new Promise((resolve, reject) => {
    const { hostname: host, port, isTls, insecure, ca } = transport;
    const socket = isTls
      ? tls.connect({
          host,
          port,
          rejectUnauthorized: !insecure,
          ...serverName(host),
          ...(ca === undefined ? {} : { ca }),
        })
      : net.connect({ host, port });
    const chunks: Uint8Array[] = [];
    socket.setTimeout(transport.timeoutSeconds * 1000, () =>
      socket.destroy(new Error("The response took too long.")),
    );
    socket.on("error", reject);
    socket.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    socket.on("end", () => {
      try {
        resolve(parseHead(Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
    socket.write(headText(transport, request), "latin1");
  });
}

function serverName(host: string): { readonly servername?: string } {
  return net.isIP(host) === 0 ? { servername: host } : {};
}

function headText({ hostname, port }: Transport, { target, headers }: CheckRequest): string {
  const lines = [...hostHeader(headers, hostname, port), ...headers, ["connection", "close"]];
  return [`HEAD ${target} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), "", ""].join(
    "\r\n",
  );
}

function parseHead(bytes: Buffer): CheckResponse {
  const end = bytes.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = bytes.subarray(0, Math.max(0, end)).toString("latin1").split("\r\n");
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1];
  if (end < 0 || status === undefined) throw new Error("The response to HEAD is not HTTP.");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(status), headers, body: bytes.subarray(end + 4) };
}

type Header = readonly [name: string, value: string];

/** `Host`, unless it is given. */
function hostHeader(headers: readonly Header[], hostname: string, port: number): readonly Header[] {
  const isGiven = headers.some(([name]) => name.toLowerCase() === "host");
  return isGiven ? [] : [["host", `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`]];
}

/** How a server is reached. */
interface Transport {
  readonly isTls: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Certificates to trust instead of those of the system, in PEM. */
  readonly ca: string | undefined;
  /** Trust any certificate. */
  readonly insecure: boolean;
  /** How long a response may take. */
  readonly timeoutSeconds: number;
}

/** Sends requests over the network, one connection being kept open. */
interface HttpSend extends AsyncDisposable {
  readonly send: Send;
}

/** Makes what sends requests to a server. */
export function createHttpSend(transport: Transport): HttpSend {
  const agent = transport.isTls
    ? new https.Agent({ keepAlive: true, maxSockets: 1, ...tlsOptions(transport) })
    : new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (request) =>
      request.method === "HEAD" ? sendHead(transport, request) : sendPlain(transport, agent, request),
    [Symbol.asyncDispose]: async () => agent.destroy(),
  };
}

function tlsOptions({ ca, insecure }: Transport): https.AgentOptions {
  return { rejectUnauthorized: !insecure, ...(ca === undefined ? {} : { ca }) };
}

function sendPlain(
  { isTls, hostname, port, timeoutSeconds }: Transport,
  agent: http.Agent,
  { method, target, headers, body }: CheckRequest,
): Promise<CheckResponse> {
  return new Promise((resolve, reject) => {
    const request = (isTls ? https : http).request(
      {
        agent,
        hostname,
        port,
        method,
        path: target,
        // In pairs, so that nothing is joined or reordered; Node adds neither host nor length to pairs.
        headers: [...hostHeader(headers, hostname, port), ...headers, ...lengthHeader(body, method)].flat(),
      },
      (response) => readResponse(response, resolve, reject),
    );
    const timer = setTimeout(() => {
      reject(new Error("The response took too long."));
      request.destroy();
    }, timeoutSeconds * 1000);
    request.on("close", () => clearTimeout(timer));
    request.on("error", reject);
    request.end(body);
  });
}

function lengthHeader(body: Uint8Array | undefined, method: string): readonly (readonly [string, string])[] {
  if (body !== undefined) return [["content-length", String(body.length)]];
  return ["POST", "PUT", "PATCH"].includes(method) ? [["content-length", "0"]] : [];
}

/** Calls back from events: with an iterator and an abort signal, a request took half as much time again. */
function readResponse(
  response: http.IncomingMessage,
  resolve: (response: CheckResponse) => void,
  reject: (reason: unknown) => void,
): void {
  const chunks: Uint8Array[] = [];
  response.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  response.on("error", reject);
  response.on("end", () => {
    const { rawHeaders, statusCode } = response;
    const headers = Array.from({ length: rawHeaders.length / 2 }, (_, index): readonly [string, string] => {
      return [rawHeaders[2 * index] ?? "", rawHeaders[2 * index + 1] ?? ""];
    });
    resolve({ status: statusCode ?? 0, headers, body: Buffer.concat(chunks) });
  });
}
