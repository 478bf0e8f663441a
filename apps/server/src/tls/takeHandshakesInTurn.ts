import type { Socket } from "node:net";
import type { Server, TLSSocket } from "node:tls";
import { addressKeyOf } from "../accounts/limiter/keysOf.ts";

/** A first message of a client has about 500 bytes, and 1,800 with keys that resist quantum computers. */
const MOST_HELLO_BYTES = 16 * 1024;

const MOST_UNFINISHED_OF_ADDRESS = 64;

/**
 * A client that is asked for another key share (RFC 8446, section 4.1.4) sends a second first message, which takes no
 * turn and costs a signature: so many may come at once, from all addresses together. Such clients are few; most send a
 * share that the server accepts.
 */
const MOST_ASKED_AGAIN = 16;
/** A HelloRetryRequest is shorter than any other reply to a first message. */
const MOST_BYTES_OF_ASKING = 127;

const RECORD_HEAD_BYTES = 5;
const MESSAGE_HEAD_BYTES = 4;
const HANDSHAKE_RECORD = 22;

/** Options of `takeHandshakesInTurn`. */
interface HandshakeOptions {
  /** A client that has not sent its first message by then is cut. */
  readonly longestMilliseconds: number;
}

/**
 * Begins one TLS handshake in each turn of the event loop, and serves addresses in turn (NET-22).
 *
 * A handshake costs the server a signature, 0.5 ms with an ECDSA key and 7 ms with one of RSA with 4,096 bits, and the
 * client nothing: it can send a recorded first message again and again, on many connections at once. Node handles all
 * that it finds in the same turn, so that requests on other connections wait for all of them. A first message is passed
 * on when it is complete, so that a client cannot get around this by sending it in parts. Each address has a limited
 * number of pending handshakes; its others wait. The number of clients that were asked for a second first message is
 * limited as a whole: one more cuts the oldest, of the address that has most.
 */
export function takeHandshakesInTurn(server: Server, { longestMilliseconds }: HandshakeOptions): void {
  const [begin, ...others] = server.listeners("connection") as ((socket: Socket) => void)[];
  if (begin === undefined || others.length > 0)
    throw new Error("Node listens to connections in another way.");
  server.removeListener("connection", begin);
  const askedAgain = createAskedAgain();
  const turns = createTurns((socket) => {
    begin.call(server, socket);
    // Node sends its reply before the next turn.
    setImmediate(() => askedAgain.look(socket));
  });
  server.on("connection", (socket: Socket) => {
    // The timer of a socket restarts with each byte, which a client may send one by one.
    const cut = setTimeout(() => socket.destroy(), longestMilliseconds);
    socket.once("close", () => clearTimeout(cut));
    socket.on("error", () => socket.destroy());
    socket.once("end", () => socket.destroy());
    collectHello(socket, () => {
      clearTimeout(cut);
      turns.add(socket);
    });
  });
  // A client may close its side once it has sent a request. One that does so before has gone, and must hold no place.
  server.on("secureConnection", (socket: TLSSocket) => {
    Object.assign(socket, { allowHalfOpen: true });
    turns.finish(socket);
    askedAgain.finish(socket);
  });
}

/** Leaves the bytes in the socket, from which Node takes them. */
function collectHello(socket: Socket, onWhole: () => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  const read = (): void => {
    for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null)
      bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length === 0 || isAwaited(bytes)) {
      if (bytes.length > MOST_HELLO_BYTES) socket.destroy();
      return;
    }
    socket.removeListener("readable", read);
    socket.unshift(bytes);
    onWhole();
  };
  socket.on("readable", read);
}

/**
 * Whether more of a first message is to come (RFC 8446, sections 4 and 5.1); anything else is rejected at no cost.
 * Copies nothing: a client may send thousands of records of one byte, and makes the server read all of them with each
 * byte.
 */
function isAwaited(bytes: Buffer): boolean {
  let here = 0;
  let length = 0;
  for (let at = 0; at < bytes.length && bytes[at] === HANDSHAKE_RECORD; ) {
    const start = at + RECORD_HEAD_BYTES;
    if (bytes.length < start) return true;
    const end = start + bytes.readUInt16BE(at + 3);
    const last = Math.min(end, bytes.length);
    // The length is in the last three of the four bytes.
    for (let next = start; next < last && here + next - start < MESSAGE_HEAD_BYTES; next += 1)
      length = ((length << 8) | bytes.readUInt8(next)) & 0xff_ff_ff;
    here += last - start;
    if (here >= MESSAGE_HEAD_BYTES && here >= MESSAGE_HEAD_BYTES + length) return false;
    if (bytes.length <= end) return true;
    at = end;
  }
  return false;
}

/** Sockets that wait, by address; the address that waits longest is first. */
function createTurns(begin: (socket: Socket) => void) {
  const waiting = new Map<string, Set<Socket>>();
  /** By address the ports of clients whose handshake was begun and is not finished. */
  const unfinished = new Map<string, Set<number | undefined>>();
  let isScheduled = false;
  const mayBegin = (address: string): boolean =>
    (unfinished.get(address)?.size ?? 0) < MOST_UNFINISHED_OF_ADDRESS;
  const takeNext = (): Socket | undefined => {
    for (const [address, sockets] of waiting) {
      if (!mayBegin(address)) continue;
      const [socket] = sockets;
      if (socket !== undefined) sockets.delete(socket);
      waiting.delete(address);
      if (sockets.size > 0) waiting.set(address, sockets);
      // Clients that have gone take no turn: they could come faster than one a turn is dropped.
      return socket?.destroyed === true ? takeNext() : socket;
    }
    return undefined;
  };
  const finish = (address: string, port: number | undefined): void => {
    const ports = unfinished.get(address);
    ports?.delete(port);
    if (ports?.size === 0) unfinished.delete(address);
    schedule();
  };
  const serveOne = (): void => {
    isScheduled = false;
    const socket = takeNext();
    schedule();
    if (socket === undefined) return;
    const { remoteAddress = "", remotePort } = socket;
    const address = addressKeyOf(remoteAddress);
    unfinished.set(address, (unfinished.get(address) ?? new Set()).add(remotePort));
    socket.once("close", () => finish(address, remotePort));
    begin(socket);
  };
  const schedule = (): void => {
    if (isScheduled || ![...waiting.keys()].some(mayBegin)) return;
    isScheduled = true;
    setImmediate(serveOne);
  };
  return {
    add(socket: Socket): void {
      const address = addressKeyOf(socket.remoteAddress ?? "");
      waiting.set(address, (waiting.get(address) ?? new Set()).add(socket));
      schedule();
    },
    finish: ({ remoteAddress = "", remotePort }: Socket): void =>
      finish(addressKeyOf(remoteAddress), remotePort),
  };
}

/** Clients that may send a second first message, by address and port. */
function createAskedAgain() {
  const asked = new Map<string, Map<number | undefined, Socket>>();
  let count = 0;
  const finish = ({ remoteAddress = "", remotePort }: Socket): void => {
    const address = addressKeyOf(remoteAddress);
    const sockets = asked.get(address);
    if (sockets?.delete(remotePort) === true) count -= 1;
    if (sockets?.size === 0) asked.delete(address);
  };
  return {
    finish,
    /** Takes note of a client that was asked for a second first message. */
    look(socket: Socket): void {
      if (socket.destroyed || !isAskedAgain(socket)) return;
      const { remoteAddress = "", remotePort } = socket;
      const address = addressKeyOf(remoteAddress);
      asked.set(address, (asked.get(address) ?? new Map()).set(remotePort, socket));
      count += 1;
      socket.once("close", () => finish(socket));
      if (count <= MOST_ASKED_AGAIN) return;
      const [[oldest] = []] = [...asked.values()].sort((one, other) => other.size - one.size);
      if (oldest === undefined) return;
      const [, cut] = oldest;
      finish(cut);
      cut.destroy();
    },
  };
}

/** Whether the server has sent only a HelloRetryRequest. Node writes past the socket, to its handle. */
function isAskedAgain(
  socket: object & { readonly _handle?: { readonly bytesWritten?: number } | null },
): boolean {
  const bytes = socket._handle?.bytesWritten ?? 0;
  return bytes > 0 && bytes <= MOST_BYTES_OF_ASKING;
}
