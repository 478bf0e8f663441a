import type { AuditEvent, AuditEventName } from "./AuditEvent.ts";

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
}

/** Decides which events of a flood are written one by one, and counts the others. */
export interface FloodGate {
  /** Whether this event is to be written; one that is not is counted. */
  admits(event: AuditEvent, nowMs: number): boolean;
  /** What was counted since the last call. */
  takeCondensed(): readonly CondensedEvents[];
}

const DEFAULT_LIMITS: FloodLimits = { burst: 1000, perSecond: 10 };
const MOST_ADDRESSES = 16;

interface Bucket {
  left: number;
  filledAtMs: number;
  count: number;
  readonly addresses: Set<string>;
}

/**
 * Makes the gate that keeps a flood from pushing older lines out of the files that are kept: a stranger who is refused
 * ten thousand times a second would otherwise rotate the trace of what he did before away within minutes.
 *
 * Each name has a budget of its own, so that one kind of noise does not hide another.
 */
export function createFloodGate(limits: Partial<FloodLimits> = {}): FloodGate {
  const { burst, perSecond } = { ...DEFAULT_LIMITS, ...limits };
  const buckets = new Map<AuditEventName, Bucket>();
  const bucketOf = (name: AuditEventName, nowMs: number): Bucket => {
    const bucket = buckets.get(name) ?? { left: burst, filledAtMs: nowMs, count: 0, addresses: new Set() };
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
      if (event.clientAddress !== undefined && bucket.addresses.size < MOST_ADDRESSES) {
        bucket.addresses.add(event.clientAddress);
      }
      return false;
    },
    takeCondensed() {
      const condensed = [...buckets].filter(([, { count }]) => count > 0);
      return condensed.map(([event, bucket]) => {
        const taken = { event, count: bucket.count, addresses: [...bucket.addresses] };
        bucket.count = 0;
        bucket.addresses.clear();
        return taken;
      });
    },
  };
}
