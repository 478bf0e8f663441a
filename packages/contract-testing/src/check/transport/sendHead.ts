import * as net from "node:net";
import * as tls from "node:tls";
import type { CheckRequest } from "../CheckRequest.ts";
import type { CheckResponse } from "../CheckResponse.ts";
import { hostHeader } from "./hostHeader.ts";
import type { Transport } from "./Transport.ts";

/**
 * Sends a HEAD over a connection of its own and reads all that comes. HTTP clients stop behind the headers, so that a
 * server that sends a body there would go unnoticed and spoil the next answer.
 */
export function sendHead(transport: Transport, request: CheckRequest): Promise<CheckResponse> {
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
      socket.destroy(new Error("The answer took too long.")),
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
  if (end < 0 || status === undefined) throw new Error("The answer to HEAD is not HTTP.");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(status), headers, body: bytes.subarray(end + 4) };
}
