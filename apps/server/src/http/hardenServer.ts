import { type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { answerUnreadable, type UnreadableRequest } from "./answerUnreadable.ts";
import { serveOneByOne } from "./serveOneByOne.ts";

/** Options of `hardenServer`. */
export interface HardenOptions {
  /** The event that tells of connections that carry HTTP. @default "connection" */
  readonly connectionEvent?: "connection" | "secureConnection";
  /** Is called for what was answered here because it cannot be read as a request. */
  readonly onUnreadable?: ((request: UnreadableRequest) => void) | undefined;
}

/** A client that takes none of its answer for so long is cut; Node looks again once, so it may be twice as long. */
const UNREAD_MILLISECONDS = 7_500;

/**
 * Options for every server of ours, with which nothing is answered by Node in its own words: the listener looks for a
 * missing `Host` itself.
 */
export const hardenedOptions = { requireHostHeader: false } as const;

/**
 * Takes from an HTTP server of Node what a client could use against it: requests of a connection are served one by one
 * (NET-22), unread answers are cut (NET-13), and what Node would answer or drop by itself goes to the listener or is
 * answered with the security headers (NET-21).
 */
export function hardenServer(server: Server, options: HardenOptions = {}): void {
  const { connectionEvent = "connection", onUnreadable } = options;
  // A client that sent all it has to say may still read; without this Node would cut it before the answer is there.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.prependListener("request", cutUnread);
  serveOneByOne(server, connectionEvent);
  server.on("connect", (request, socket) => answerConnect(server, request, socket as Socket));
  server.on("clientError", (error, socket) => {
    const unreadable = answerUnreadable(error, socket as Socket);
    if (unreadable !== undefined) onUnreadable?.(unreadable);
  });
  // An expectation that is not known may be ignored (RFC 9110, section 10.1.1).
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
}

/** Hands a request for a tunnel to the listener as if it were any other: Node would close the connection. */
function answerConnect(server: Server, request: IncomingMessage, socket: Socket): void {
  // Node took its own listeners away.
  socket.on("error", () => undefined);
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  response.shouldKeepAlive = false;
  response.once("finish", () => socket.destroySoon());
  server.emit("request", request, response);
}

/** An answer that nobody reads lies in memory. A request that waits for its answer is left alone. */
function cutUnread(_request: IncomingMessage, response: ServerResponse): void {
  response.setTimeout(UNREAD_MILLISECONDS, () => {
    const { socket } = response;
    if (socket !== null && socket.writableLength > 0) socket.destroy();
  });
}
