import * as http from "node:http";
import * as https from "node:https";
import type { Send } from "../CheckOptions.ts";
import type { CheckRequest } from "../CheckRequest.ts";
import type { CheckResponse } from "../CheckResponse.ts";
import { hostHeader } from "./hostHeader.ts";
import { sendHead } from "./sendHead.ts";
import type { Transport } from "./Transport.ts";

/** Sends requests over the network, one connection being kept open. */
export interface HttpSend extends AsyncDisposable {
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
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
      },
      (response) => {
        readAnswer(response).then(resolve, reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

type Header = readonly [name: string, value: string];

function lengthHeader(body: Uint8Array | undefined, method: string): readonly Header[] {
  if (body !== undefined) return [["content-length", String(body.length)]];
  return ["POST", "PUT", "PATCH"].includes(method) ? [["content-length", "0"]] : [];
}

async function readAnswer(response: http.IncomingMessage): Promise<CheckResponse> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk as Uint8Array);
  const { rawHeaders, statusCode } = response;
  const headers = Array.from({ length: rawHeaders.length / 2 }, (_, index): Header => {
    return [rawHeaders[2 * index] ?? "", rawHeaders[2 * index + 1] ?? ""];
  });
  return { status: statusCode ?? 0, headers, body: Buffer.concat(chunks) };
}
