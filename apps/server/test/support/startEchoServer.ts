import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text as readText } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { onTestFinished } from "vitest";
import { createHttpServer } from "../../src/composition/createHttpServer.ts";
import { createSelfSignedIdentity } from "../../src/tls/createSelfSignedIdentity.ts";

/** A server of ours without the API, and raw connections to it. */
export interface EchoServer {
  readonly server: Server;
  /** How many requests were under way at once, at most. */
  most(): number;
  /** The targets that were served, in their order. */
  readonly served: string[];
  open(): Promise<Socket>;
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Responds with the target and the body, a turn later. */
export const echo: Handle = async (request, response) => {
  const body = await readText(request);
  setImmediate(() => response.end(`[${request.url} ${body}]`));
};

/** Starts a server as the API has it, and closes it after the test. */
export async function startEchoServer(kind: "plain" | "tls", handle: Handle = echo): Promise<EchoServer> {
  const identity = kind === "tls" ? await createSelfSignedIdentity(Date.now()) : undefined;
  const served: string[] = [];
  let underWay = 0;
  let most = 0;
  const server = createHttpServer((request, response) => {
    served.push(request.url ?? "");
    underWay += 1;
    most = Math.max(most, underWay);
    response.once("close", () => {
      underWay -= 1;
    });
    // A request that breaks off cannot be read.
    void Promise.resolve(handle(request, response)).catch(() => undefined);
  }, identity);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    server,
    most: () => most,
    served,
    async open() {
      const address = { port, host: "127.0.0.1", rejectUnauthorized: false, allowHalfOpen: true };
      const socket = kind === "tls" ? connectTls(address) : connect(address);
      socket.on("error", () => undefined);
      onTestFinished(() => void socket.destroy());
      await once(socket, kind === "tls" ? "secureConnect" : "connect");
      socket.on("end", () => socket.end());
      return socket;
    },
  };
}

/** A request without a body. */
export const get = (target: string, ...lines: readonly string[]): string =>
  [`GET ${target} HTTP/1.1`, "Host: a", ...lines, "", ""].join("\r\n");
/** A request with a body of a length. */
export const post = (target: string, body: string): string =>
  `POST ${target} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
/** A request with a body in chunks. */
export const postChunks = (target: string, ...chunks: readonly string[]): string =>
  `POST ${target} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunks
    .map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`)
    .join("")}0\r\n\r\n`;

/** The bytes of the server, once it has closed the connection. */
export async function textOf(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (bytes: Buffer) => {
    text += bytes.toString("latin1");
  });
  await once(socket, "close").catch(() => undefined);
  return text;
}

/** The bodies that the listener of the test sent. */
export const bodiesIn = (text: string): string[] =>
  [...text.matchAll(/\[([^\]]*)\]/g)].map(([, body = ""]) => body);

/** The bodies of `echo`, once the server has closed the connection. */
export const bodiesOf = async (socket: Socket): Promise<string[]> => bodiesIn(await textOf(socket));
