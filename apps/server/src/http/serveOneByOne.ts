import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

interface Connection {
  readonly socket: Socket;
  /** Hands bytes to the HTTP parser of Node. */
  readonly parse: (bytes: Buffer) => void;
  /** The latest request, and what is sent in return. */
  request: IncomingMessage | undefined;
  response: ServerResponse | undefined;
  /** The response to the previous request; a packet with a body may contain the head of the next request, too. */
  previous: ServerResponse | undefined;
  /** Whether bytes wait in the socket until it is this connection's turn. */
  parked: boolean;
  /** The response that is cut when the client does not read it. */
  timed: ServerResponse | undefined;
  /** How long there was no pending request and no data, counted from one check to the next. */
  idleMilliseconds: number;
}

/** A response with the field that Node announces in the header `Keep-Alive`. */
type KeptResponse = ServerResponse & { _keepAliveTimeout?: Server["keepAliveTimeout"] };

/** The property of a socket for its connection: a look-up for each request must cost nothing. */
const CONNECTION = Symbol("connection");
type TakenSocket = Socket & { [CONNECTION]?: Connection };

/** A client that takes none of its response for so long is cut; Node looks again once, so it may be twice as long. */
const UNREAD_MILLISECONDS = 5_000;
/** How often connections are looked through for unread responses and idleness; timers for each request cost more. */
const LOOK_MILLISECONDS = 2_500;
const HEAD_END = "\r\n\r\n";
/** How many cuts in a body, or between requests, are passed before others have their turn. */
const PIECES_A_TURN = 64;
/** How many connections with further requests are served before new bytes of all others are read. */
const CONNECTIONS_A_TURN = 4;

/**
 * Serves the requests of each connection one after the other (NET-22).
 *
 * Node parses everything that a packet holds at once, so that a client may have some 1,400 pending requests of one
 * packet, and their responses in memory if it does not read them. Here the parser is given one request at a time. The
 * bytes behind it stay unparsed until the response has been sent, and the socket is not read meanwhile; RFC 9112,
 * section 9.3.2, permits this. A connection whose next request has already arrived queues behind the other connections
 * of its kind, and these behind clients that wait for their responses, so that no client starves another.
 *
 * Responses that the client does not read are cut (NET-13), and so is a connection that is idle for longer than the
 * server's `keepAliveTimeout`, which is taken from Node: it would set a timer again for each request.
 *
 * @param event the event for connections to which Node has attached its parser: `secureConnection` with TLS
 */
export function serveOneByOne(server: Server, event: "connection" | "secureConnection"): void {
  const connections = new Set<Connection>();
  const turns = createTurns();
  const { keepAliveTimeout: longestIdleMilliseconds } = server;
  server.keepAliveTimeout = 0;
  server.on(event, (socket: TakenSocket) => {
    const connection = takeOver(socket, turns);
    if (connection === undefined) return;
    socket[CONNECTION] = connection;
    connections.add(connection);
    socket.once("close", () => connections.delete(connection));
  });
  server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
    const connection = (request.socket as TakenSocket)[CONNECTION];
    if (connection === undefined) return;
    connection.previous = connection.response;
    connection.request = request;
    connection.response = response;
    (response as KeptResponse)._keepAliveTimeout = longestIdleMilliseconds;
  });
  const look = (): void => {
    for (const connection of connections) {
      cutUnread(connection);
      cutIdle(connection, longestIdleMilliseconds);
    }
  };
  const timer = setInterval(look, LOOK_MILLISECONDS).unref();
  server.once("close", () => clearInterval(timer));
  // A tunnel is never opened: the bytes behind such a request are not HTTP, and the parser is removed.
  server.prependListener("connect", ({ socket }) => void socket.removeAllListeners("data"));
}

/** Whether a request on this socket waits for its response. */
export function isServed(socket: TakenSocket): boolean {
  const connection = socket[CONNECTION];
  return connection !== undefined && isBusy(connection);
}

/** Puts this module between socket and parser: the one listener for data is Node's, and parses. */
function takeOver(socket: Socket, turns: Turns): Connection | undefined {
  const [parse, ...others] = socket.listeners("data") as ((bytes: Buffer) => void)[];
  if (parse === undefined || others.length > 0) return undefined;
  const connection: Connection = {
    socket,
    parse,
    request: undefined,
    response: undefined,
    previous: undefined,
    parked: false,
    timed: undefined,
    idleMilliseconds: 0,
  };
  socket.removeListener("data", parse);
  socket.on("data", (bytes: Buffer) => take(connection, bytes, turns));
  return connection;
}

function take(connection: Connection, bytes: Buffer, turns: Turns): void {
  connection.idleMilliseconds = 0;
  // Node resumes sockets by itself, for example when it drops an unread body.
  if (connection.parked || isBusy(connection)) {
    park(connection, bytes, turns);
  } else if (endOfFirstRequest(bytes) === bytes.length) {
    // Nearly every packet holds one request and nothing behind it.
    connection.parse(bytes);
  } else {
    takeInPieces(connection, bytes, turns);
  }
}

function takeInPieces(connection: Connection, bytes: Buffer, turns: Turns): void {
  let rest = bytes;
  for (let piece = 0; piece < PIECES_A_TURN && rest.length > 0 && !isBusy(connection); piece += 1) {
    const end = endOfFirstRequest(rest);
    connection.parse(rest.subarray(0, end));
    rest = rest.subarray(end);
    // The parser may have given up, or the remaining bytes belong to no request.
    if (connection.socket.destroyed || connection.socket.isPaused() || !isParsed(connection)) break;
  }
  if (rest.length > 0) park(connection, rest, turns);
}

/** Removes the listener if the following bytes are not HTTP. */
function isParsed({ socket }: Connection): boolean {
  return socket.listenerCount("data") > 0;
}

/**
 * The body of a request that is under way belongs to it, and is read on; but not while the request before waits for its
 * response: behind that body a third one may begin, and so on.
 */
function isBusy({ request, response, previous }: Connection): boolean {
  return previous?.closed === false || (request?.complete === true && response?.closed === false);
}

/** The response that the client is sent now, or would be. */
function currentOf({ response, previous }: Connection): ServerResponse | undefined {
  return previous?.closed === false ? previous : response;
}

/** A response that is not read lies in memory. A request that waits for its response is not cut (NET-13). */
function cutUnread(connection: Connection): void {
  const { socket } = connection;
  const response = currentOf(connection);
  if (response === undefined || response === connection.timed || socket.writableLength === 0) return;
  connection.timed = response;
  response.setTimeout(UNREAD_MILLISECONDS, () => {
    if (response.socket !== null && socket.writableLength > 0) socket.destroy();
  });
  // The timer is the socket's, and does not end with the response.
  response.once("close", () => socket.setTimeout(0));
}

/** A connection that was silent before its first request, or in the middle of one, is Node's to cut. */
function cutIdle(connection: Connection, longestMilliseconds: number): void {
  const { socket, request, parked } = connection;
  const isIdle = !parked && request?.complete === true && !isBusy(connection);
  if (isIdle && connection.idleMilliseconds >= longestMilliseconds) socket.destroy();
  connection.idleMilliseconds = isIdle ? connection.idleMilliseconds + LOOK_MILLISECONDS : 0;
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
  if (socket.destroyed || !isParsed(connection)) return;
  connection.parked = true;
  socket.pause();
  socket.unshift(bytes);
  addWhenFree(connection, turns);
}

/** Two responses may be awaited, one after the other. */
function addWhenFree(connection: Connection, turns: Turns): void {
  if (isBusy(connection)) currentOf(connection)?.once("close", () => addWhenFree(connection, turns));
  else turns.add(connection);
}

/** The connections whose next request is here already. */
interface Turns {
  /** Queues a connection with parked bytes and no pending request; adding it repeatedly has no effect. */
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
        // Node stops reading by itself while a client does not read its responses, and must not be given more.
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
