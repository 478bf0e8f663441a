import { createHash } from "node:crypto";
import type { Clock } from "@gatehouse/sessions";
import { createLineQueue, type LineQueue, type LineSink } from "../logging/createLineQueue.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { AuditEvent, AuditEventName, AuditTrail } from "./AuditEvent.ts";
import { auditEvents, formatAuditEvent } from "./auditEvents.ts";

/** A trail whose chain has an end. */
export interface ChainedTrail extends AuditTrail {
  /** The last line that was taken; nothing when lines are not chained. */
  head(): ChainHead | undefined;
}

/** How many events of one name are written one by one. */
interface FloodLimits {
  /** At once. @default 1000 */
  readonly burst: number;
  /** In the long run. @default 10 */
  readonly perSecond: number;
}

/** The summary of a flood of one event. */
interface CondensedEvents {
  readonly event: AuditEventName;
  readonly count: number;
  /** The addresses of the first ones. */
  readonly addresses: readonly string[];
  /** The subjects of the first events, as far as their names are authenticated. */
  readonly users?: readonly string[];
}

/** Decides which events of a flood are written one by one, and counts the others. */
interface FloodGate {
  /** Whether this event is to be written; one that is not is counted. */
  admits(event: AuditEvent, nowMs: number): boolean;
  /** The counts since the last call. */
  takeCondensed(): readonly CondensedEvents[];
}

/** The last link of a chain of audit lines. */
export interface ChainHead {
  /** The number of the line, from 1. */
  readonly sequence: number;
  /** SHA-256 of the line and everything before it, lower-case hex. */
  readonly hash: string;
}

/** Before the first line. */
export const GENESIS: ChainHead = { sequence: 0, hash: "0".repeat(64) };

/** A line that carries its place in the chain. */
interface SealedLine {
  readonly line: string;
  readonly head: ChainHead;
}

/** The seal of a line, and whether it is genuine. */
export interface OpenedSeal {
  readonly head: ChainHead;
  readonly previousHash: string;
  /** Whether the hash is that of the line. */
  readonly genuine: boolean;
}

const SEAL = /,"sequence":([1-9]\d{0,14}),"previous":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/;

const DEFAULT_LIMITS: FloodLimits = { burst: 1000, perSecond: 10 };

/** Limits of events that the server causes itself, such as sessions that expire together: some examples and a count. */
const BULK_LIMITS: FloodLimits = { burst: 200, perSecond: 10 };
const MOST_EXAMPLES = 16;

interface Bucket {
  left: number;
  filledAtMs: number;
  count: number;
  readonly addresses: Set<string>;
  readonly users: Set<string>;
}

/** Options of `createAuditTrail`. */
interface AuditTrailOptions {
  readonly sink: LineSink;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The head that the chain continues; absent means that lines are not chained. */
  readonly chainHead?: ChainHead;
  /** The room for events that wait. @default 4194304 */
  readonly capacityBytes?: number;
  /** @default 1000 */
  readonly retryMilliseconds?: number;
  /** How many events of one name that any client can cause are written one by one. @default 1000, then 10 a second */
  readonly floodLimits?: Partial<FloodLimits>;
}

/** How long the events of a flood are counted before the count is written. */
const CONDENSED_MILLISECONDS = 10_000;

/**
 * Makes the audit trail: one line of JSON for each event, in order, behind the caller's back.
 *
 * When the sink is stalled, events wait in memory; beyond the capacity the newest are lost and counted, and the
 * count becomes an event itself as soon as the sink accepts lines again. Events that any client can cause in any number
 * may fill three quarters of the room only, so a flood of failed sign-ins does not cost a sign-out its line (LOG-05);
 * and a flood of them is counted, not written one by one, so that it does not push the past out of the files.
 */
export function createAuditTrail(options: AuditTrailOptions): ChainedTrail {
  const { clock, logger, sink } = options;
  let head = options.chainHead;
  const queue = createLineQueue({
    sink,
    ...(options.capacityBytes === undefined ? {} : { capacityBytes: options.capacityBytes }),
    ...(options.retryMilliseconds === undefined ? {} : { retryMilliseconds: options.retryMilliseconds }),
    onTrouble: (error) =>
      logger.error("The audit trail cannot be written; events wait in memory.", { error }),
    onRecovered: (lostEvents) => {
      logger.warn("The audit trail is written again.", { lostEvents });
      write({ event: "sys_monitor_enabled", details: { monitor: "audit", lostEvents } });
    },
  });
  const gate = createFloodGate(options.floodLimits);
  let pendingRecord: NodeJS.Timeout | undefined;
  const recordCondensed = (): void => {
    clearTimeout(pendingRecord);
    pendingRecord = undefined;
    for (const details of gate.takeCondensed()) write({ event: "sys_events_condensed", details });
  };
  const write = (event: AuditEvent): void => {
    const urgency = auditEvents[event.event].floods ? "ordinary" : "important";
    const text = formatAuditEvent(event, clock.nowMs());
    if (head === undefined) {
      queue.push(text, urgency);
      return;
    }
    const sealed = sealLine(text, head);
    // A line that found no room is not part of the chain.
    if (queue.push(sealed.line, urgency)) head = sealed.head;
  };
  const record = (event: AuditEvent): void => {
    const { floods, bulk } = auditEvents[event.event];
    if (!(floods || bulk) || gate.admits(event, clock.nowMs())) write(event);
    else pendingRecord ??= setTimeout(recordCondensed, CONDENSED_MILLISECONDS).unref();
  };
  return {
    record,
    flush: queue.flush,
    close(longestMilliseconds) {
      recordCondensed();
      return closeQueue(queue, longestMilliseconds, logger);
    },
    queuedBytes: queue.queuedBytes,
    lostEvents: queue.droppedLines,
    head: () => head,
  };
}

async function closeQueue(queue: LineQueue, longestMilliseconds: number, logger: Logger): Promise<void> {
  try {
    await queue.close(longestMilliseconds);
  } finally {
    const unwrittenEvents = queue.queuedLines();
    if (unwrittenEvents > 0) {
      logger.error("The audit trail was closed before all was written.", { unwrittenEvents });
    }
  }
}

/**
 * Makes the gate that keeps a flood from displacing older lines in the kept files: a client that is rejected
 * ten thousand times a second would otherwise rotate the trace of what he did before away within minutes.
 *
 * Each name has a budget of its own, so that one kind of noise does not hide another.
 */
export function createFloodGate(limits: Partial<FloodLimits> = {}): FloodGate {
  const floodLimits = { ...DEFAULT_LIMITS, ...limits };
  const buckets = new Map<AuditEventName, Bucket>();
  const bucketOf = (name: AuditEventName, nowMs: number): Bucket => {
    const { burst, perSecond } = auditEvents[name].bulk ? BULK_LIMITS : floodLimits;
    const bucket = buckets.get(name) ?? createBucket(burst, nowMs);
    buckets.set(name, bucket);
    // A clock that was set back gives nothing and takes nothing.
    const elapsedSeconds = Math.max(0, nowMs - bucket.filledAtMs) / 1000;
    bucket.left = Math.min(burst, bucket.left + elapsedSeconds * perSecond);
    bucket.filledAtMs = nowMs;
    return bucket;
  };
  return {
    admits(event, nowMs) {
      const bucket = bucketOf(event.event, nowMs);
      if (bucket.left >= 1) {
        bucket.left -= 1;
        return true;
      }
      bucket.count += 1;
      keepExample(bucket.addresses, event.clientAddress);
      keepExample(bucket.users, event.who?.subject === undefined ? undefined : event.who.username);
      return false;
    },
    takeCondensed() {
      const condensed = [...buckets].filter(([, { count }]) => count > 0);
      return condensed.map(([event, bucket]) => {
        const users = bucket.users.size === 0 ? {} : { users: [...bucket.users] };
        const taken = { event, count: bucket.count, addresses: [...bucket.addresses], ...users };
        buckets.set(event, { ...bucket, count: 0, addresses: new Set(), users: new Set() });
        return taken;
      });
    },
  };
}

function createBucket(burst: number, nowMs: number): Bucket {
  return { left: burst, filledAtMs: nowMs, count: 0, addresses: new Set(), users: new Set() };
}

function keepExample(examples: Set<string>, example: string | undefined): void {
  if (example !== undefined && examples.size < MOST_EXAMPLES) examples.add(example);
}

/**
 * Adds a line to a chain: it gets the next number, the hash of the line before, and its own hash, which is the SHA-256
 * of the previous hash and the line without its own. The bytes of the line are what is hashed; nothing is put into
 * another form first.
 *
 * @param record one line of JSON: an object with at least one property
 */
export function sealLine(record: string, previous: ChainHead): SealedLine {
  const sequence = previous.sequence + 1;
  const open = `${record.slice(0, -1)},"sequence":${sequence},"previous":"${previous.hash}"`;
  const hash = hashOf(previous.hash, `${open}}`);
  return { line: `${open},"hash":"${hash}"}`, head: { sequence, hash } };
}

/** Reads the seal of a line; nothing when it has none. */
export function openSeal(line: string): OpenedSeal | undefined {
  const match = SEAL.exec(line);
  const [, sequence, previousHash, hash] = match ?? [];
  if (sequence === undefined || previousHash === undefined || hash === undefined) return undefined;
  const content = `${line.slice(0, line.length - `,"hash":"${hash}"}`.length)}}`;
  return {
    head: { sequence: Number(sequence), hash },
    previousHash,
    genuine: hashOf(previousHash, content) === hash,
  };
}

function hashOf(previousHash: string, content: string): string {
  return createHash("sha256").update(previousHash).update(content).digest("hex");
}
