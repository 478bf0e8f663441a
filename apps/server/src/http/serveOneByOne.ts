import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A request of a connection that has not been answered yet. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Connection {
  readonly socket: Socket;
  /** Hands bytes to the HTTP parser of Node. */
  readonly parse: (bytes: Buffer) => void;
  readonly open: Set<Exchange>;
  /** Whether bytes wait in the socket until it is this connection's turn. */
  parked: boolean;
}

const HEAD_END = "\r\n\r\n";
/** How many cuts in a body, or between requests, are passed before others have their turn. */
const PIECES_A_TURN = 64;
/** How many connections with further requests are served before new bytes of all others are looked at. */
const CONNECTIONS_A_TURN = 4;

/**
 * Serves the requests of each connection one after the other (NET-22).
 *
 * Node parses everything that a packet holds at once, so that a client may have some 1,400 requests of one packet under
 * way, and their answers in memory if it does not read them. Here the parser is given one request at a time; what is
 * behind it stays unparsed until the answer has left, and the socket is not read meanwhile. RFC 9112, section 9.3.2,
 * lets a server do so. A connection whose next request is here already waits behind all that wait as it does, and those
 * behind clients that wait for their answers, so that one client cannot starve another.
 *
 * @param event the event that tells of connections on which Node has put its parser: `secureConnection` with TLS
 */
export function serveOneByOne(server: Server, event: "connection" | "secureConnection"): void {
  const connections = new WeakMap<Socket, Connection>();
  const turns = createTurns();
  server.on(event, (socket: Socket) => {
    const connection = takeOver(socket, turns);
    if (connection !== undefined) connections.set(socket, connection);
  });
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(request.socket);
    if (connection === undefined) return;
    const exchange = { request, response };
    connection.open.add(exchange);
    response.once("close", () => {
      connection.open.delete(exchange);
      turns.add(connection);
    });
  });
  // A tunnel is never opened: what comes behind such a request is not HTTP, and the parser is gone.
  server.prependListener("connect", ({ socket }) => void socket.removeAllListeners("data"));
}

/** Puts this module between socket and parser: the one listener for data is Node's, and parses. */
function takeOver(socket: Socket, turns: Turns): Connection | undefined {
  const [parse, ...others] = socket.listeners("data") as ((bytes: Buffer) => void)[];
  if (parse === undefined || others.length > 0) return undefined;
  const connection: Connection = { socket, parse, open: new Set(), parked: false };
  socket.removeListener("data", parse);
  socket.on("data", (bytes: Buffer) => take(connection, bytes, turns));
  return connection;
}

function take(connection: Connection, bytes: Buffer, turns: Turns): void {
  // Node resumes sockets by itself, for example when it drops a body that nobody read.
  if (connection.parked || isBusy(connection)) {
    park(connection, bytes, turns);
    return;
  }
  let rest = bytes;
  for (let piece = 0; piece < PIECES_A_TURN && rest.length > 0 && !isBusy(connection); piece += 1) {
    const end = endOfFirstRequest(rest);
    connection.parse(rest.subarray(0, end));
    rest = rest.subarray(end);
    // The parser may have given up, or the bytes behind belong to nobody.
    if (connection.socket.destroyed || connection.socket.isPaused()) break;
  }
  if (rest.length > 0) park(connection, rest, turns);
}

/** The body of a request that is under way belongs to it, and is read on. */
function isBusy({ open }: Connection): boolean {
  for (const { request } of open) if (request.complete) return true;
  return false;
}

/**
 * Where to cut so that at most one head is complete before the cut. A cut means nothing to the parser, so that a body
 * that looks like the end of a head does no harm.
 */
function endOfFirstRequest(bytes: Buffer): number {
  const first = bytes.indexOf(HEAD_END);
  if (first === -1) return bytes.length;
  const end = first + HEAD_END.length;
  return end === bytes.length || bytes.indexOf(HEAD_END, end) === -1 ? bytes.length : end;
}

function park(connection: Connection, bytes: Buffer, turns: Turns): void {
  const { socket } = connection;
  if (socket.destroyed || socket.listenerCount("data") === 0) return;
  connection.parked = true;
  socket.pause();
  socket.unshift(bytes);
  turns.add(connection);
}

/** The connections whose next request is here already. */
interface Turns {
  /** Queues a connection if it has something parked and nothing under way; it may be added as often as one likes. */
  add(connection: Connection): void;
}

function createTurns(): Turns {
  const waiting = new Set<Connection>();
  let isScheduled = false;
  const schedule = (): void => {
    if (isScheduled || waiting.size === 0) return;
    isScheduled = true;
    setImmediate(turn);
  };
  const turn = (): void => {
    isScheduled = false;
    let left = CONNECTIONS_A_TURN;
    for (const connection of waiting) {
      waiting.delete(connection);
      resume(connection);
      left -= 1;
      if (left === 0) break;
    }
    schedule();
  };
  const draining = new WeakSet<Connection>();
  const whenDrained = (connection: Connection): void => {
    if (draining.has(connection)) return;
    draining.add(connection);
    connection.socket.once("drain", () => {
      draining.delete(connection);
      turns.add(connection);
    });
  };
  const turns: Turns = {
    add(connection) {
      const { parked, socket } = connection;
      if (!parked || socket.destroyed || isBusy(connection)) return;
      if (socket.writableNeedDrain) {
        // Node stops reading by itself while a client does not take its answers, and must not be given more.
        whenDrained(connection);
        return;
      }
      waiting.add(connection);
      schedule();
    },
  };
  return turns;
}

function resume(connection: Connection): void {
  connection.parked = false;
  if (!connection.socket.destroyed) connection.socket.resume();
}
