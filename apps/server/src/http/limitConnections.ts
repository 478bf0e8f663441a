import { readFileSync } from "node:fs";
import type { Server, Socket } from "node:net";
import { addressKeyOf } from "../accounts/limiter/keysOf.ts";
import { isServed } from "./serveOneByOne.ts";

/** Above this many open connections, one is closed for each new one. */
const MOST_CONNECTIONS = 4096;
/** A monitor sends a request now and then; a client that holds more connections is no monitor. */
const MOST_MONITORS = 64;
/** Descriptors beside connections: store, logs, certificates, the event loop, calls to a provider. */
const OTHER_DESCRIPTORS = 64;
const LEAST_CONNECTIONS = 8;

/** How many connections each listener accepts. */
interface ConnectionLimits {
  readonly api: number;
  readonly management: number;
}

/**
 * How many connections to take, given how many files the process may open: where descriptors run out, the store and
 * the audit trail must not be what goes without (FAIL-13).
 */
export function connectionLimitsOf(openFiles: number = readOpenFileLimit()): ConnectionLimits {
  const atLeast = (count: number): number => Math.max(LEAST_CONNECTIONS, count);
  const management = atLeast(Math.min(MOST_MONITORS, Math.floor(openFiles / 16)));
  return { management, api: atLeast(Math.min(MOST_CONNECTIONS, openFiles - OTHER_DESCRIPTORS - management)) };
}

/** The limit of this process; no limit where the system does not report one. */
function readOpenFileLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** An open connection. */
interface Opened {
  readonly socket: Socket;
  /** The socket that carries requests: the socket itself, or that of TLS after the handshake. */
  carrier: Socket | undefined;
}

/** Options of `limitConnections`. */
interface LimitOptions {
  readonly most: number;
  /** The event for connections to which Node has attached its parser: `secureConnection` with TLS. */
  readonly event: "connection" | "secureConnection";
  /** Whether a request is pending. @default that of `serveOneByOne` */
  readonly isBusy?: (socket: Socket) => boolean;
}

/**
 * Limits the number of connections and still accepts new ones (NET-13): it closes the oldest connection without a
 * pending request, of the address that has most. A client that holds all allowed connections excludes no other client.
 */
export function limitConnections(server: Server, { most, event, isBusy = isServed }: LimitOptions): void {
  const opened = new Map<string, Map<string | Socket, Opened>>();
  let count = 0;
  server.on("connection", (socket: Socket) => {
    const address = addressKeyOf(socket.remoteAddress ?? "");
    const key = keyOf(socket);
    const neighbours = opened.get(address) ?? new Map<string | Socket, Opened>();
    opened.set(address, neighbours.set(key, { socket, carrier: undefined }));
    count += 1;
    socket.once("close", () => {
      count -= 1;
      if (neighbours.get(key)?.socket === socket) neighbours.delete(key);
      if (neighbours.size === 0 && opened.get(address) === neighbours) opened.delete(address);
    });
    if (count > most) (findIdle(opened, isBusy) ?? socket).destroy();
  });
  server.on(event, (socket: Socket) => {
    const one = opened.get(addressKeyOf(socket.remoteAddress ?? ""))?.get(keyOf(socket));
    if (one !== undefined) one.carrier = socket;
  });
}

/**
 * Both ends of the connection, which the socket of TLS has too; connections to a file have none. The port alone is not
 * enough: addresses of one network may use the same one, and so may a client that connects to several addresses of the
 * server.
 */
function keyOf(socket: Socket): string | Socket {
  const { remoteAddress, remotePort, localAddress } = socket;
  return remotePort === undefined ? socket : `${remoteAddress} ${remotePort} ${localAddress}`;
}

/**
 * The oldest connection that waits for its client, of the address that has most: without a request if there is one,
 * else with a response that is not read. Nothing where all are served.
 */
function findIdle(
  opened: ReadonlyMap<string, ReadonlyMap<unknown, Opened>>,
  isBusy: (socket: Socket) => boolean,
): Socket | undefined {
  const crowds = [...opened.values()].sort((one, other) => other.size - one.size);
  for (const crowd of crowds) {
    let unread: Socket | undefined;
    for (const { socket, carrier } of crowd.values()) {
      if (socket.destroyed) continue;
      if (carrier === undefined || !isBusy(carrier)) return socket;
      if (carrier.writableNeedDrain) unread ??= socket;
    }
    if (unread !== undefined) return unread;
  }
  return undefined;
}
