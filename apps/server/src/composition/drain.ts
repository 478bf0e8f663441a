import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";

/** How long a stop may take. */
export interface DrainTimes {
  /** Then what is left is cut. @default 10000 */
  readonly longestMilliseconds?: number;
  /** A connection on which nothing comes for this long is closed. @default 1000 */
  readonly idleMilliseconds?: number;
}

/** How often connections that fell idle meanwhile are closed, in milliseconds. */
const SWEEP_MILLISECONDS = 50;

/**
 * Stops a server: takes no new connections, lets requests in flight finish, then closes what is left (OPS-02).
 *
 * Connections that are kept alive are not closed at once: a request may be on its way on any of them. Each gets one
 * more answer, which says that it is the last, and only what stays silent is closed. `close` of an HTTP server would
 * close idle ones at once, therefore that of the server beneath it is called.
 */
export async function drain(server: Server, times: DrainTimes = {}): Promise<void> {
  const { longestMilliseconds = 10_000, idleMilliseconds = 1000 } = times;
  server.prependListener("request", answerAsTheLast);
  const closed = new Promise<void>((resolve) => void NetServer.prototype.close.call(server, () => resolve()));
  let sweep: NodeJS.Timeout | undefined;
  const silence = setTimeout(() => {
    sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS);
  }, idleMilliseconds);
  const cut = setTimeout(() => server.closeAllConnections(), longestMilliseconds);
  await closed;
  for (const timer of [silence, cut]) clearTimeout(timer);
  clearInterval(sweep);
}

function answerAsTheLast(_request: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
