import type { AuditEvent, AuditEventName } from "./AuditEvent.ts";
import { auditEvents } from "./auditEvents.ts";

/** How many events of one name are written one by one. */
export interface FloodLimits {
  /** At once. @default 1000 */
  readonly burst: number;
  /** In the long run. @default 10 */
  readonly perSecond: number;
}

/** What a flood of one event came to. */
export interface CondensedEvents {
  readonly event: AuditEventName;
  readonly count: number;
  /** Where the first ones came from. */
  readonly addresses: readonly string[];
  /** Whom the first ones were about, where somebody vouched for the names. */
  readonly users?: readonly string[];
}

/** Decides which events of a flood are written one by one, and counts the others. */
export interface FloodGate {
  /** Whether this event is to be written; one that is not is counted. */
  admits(event: AuditEvent, nowMs: number): boolean;
  /** What was counted since the last call. */
  takeCondensed(): readonly CondensedEvents[];
}

const DEFAULT_LIMITS: FloodLimits = { burst: 1000, perSecond: 10 };
/** What the server causes itself, such as sessions that expire together, is told by some examples and a count. */
const BULK_LIMITS: FloodLimits = { burst: 200, perSecond: 10 };
const MOST_EXAMPLES = 16;

interface Bucket {
  left: number;
  filledAtMs: number;
  count: number;
  readonly addresses: Set<string>;
  readonly users: Set<string>;
}

/**
 * Makes the gate that keeps a flood from pushing older lines out of the files that are kept: a stranger who is refused
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
