import type { AuditEvent } from "./AuditEvent.ts";
import { auditEvents, formatAuditEvent } from "./auditEvents.ts";
import { auditFilesOf, readLines } from "./auditFilesOf.ts";
import type { AuditTrail } from "./createAuditTrail.ts";

/** The share of a file of the trail that events which strangers can cause may fill. */
const STRANGERS_SHARE = 0.1;
/** What a line has beside the event: its number and two hashes. */
const SEAL_BYTES = 200;

/** How many bytes of the current file of a trail strangers may still fill. */
export interface Allowance {
  /** Takes the bytes if they are there. */
  take(bytes: number): boolean;
  /** The trail begins a new file. */
  renew(): void;
}

/** The file beside a trail for what its allowance has no room for: `audit.log.rejections` beside `audit.log`. */
export function rejectionsFileOf(file: string): string {
  return `${file}.rejections`;
}

/** Whether strangers can cause this event in any number. */
function isByStrangers({ event }: Pick<AuditEvent, "event">): boolean {
  return auditEvents[event].floods === true;
}

/**
 * Makes the allowance of a trail that goes on with `file`: what strangers wrote into it before counts.
 *
 * @param maxBytes the size of a file of the trail
 */
export async function openAllowance(file: string, maxBytes: number): Promise<Allowance> {
  const whole = maxBytes * STRANGERS_SHARE;
  let left = whole - (await bytesByStrangers(file));
  return {
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
    renew() {
      left = whole;
    },
  };
}

async function bytesByStrangers(file: string): Promise<number> {
  if (!(await auditFilesOf(file)).includes(file)) return 0;
  let bytes = 0;
  for await (const { text } of readLines([file])) {
    const [, event = ""] = /"event":"(\w+)"/.exec(text) ?? [];
    if (Object.hasOwn(auditEvents, event) && isByStrangers({ event } as AuditEvent)) bytes += text.length + 1;
  }
  return bytes;
}

/** What `withStrangersRoom` works with. */
export interface StrangersRoomOptions {
  readonly trail: AuditTrail;
  readonly allowance: Allowance;
  /** Where the rest of what strangers cause goes: a trail of its own, with a bound of its own. */
  readonly rejections: AuditTrail;
}

/**
 * Keeps what strangers cause from displacing older entries (LOG-07). A few rejections stand in the trail, among the
 * events around them; but they can fill a tenth of each of its files at most, and so never make it put one aside. The
 * rest goes to files of their own, of which the oldest go.
 */
export function withStrangersRoom({ trail, allowance, rejections }: StrangersRoomOptions): AuditTrail {
  const trails = [trail, rejections];
  return {
    record(event) {
      const stays = !isByStrangers(event) || allowance.take(formatAuditEvent(event, 0).length + SEAL_BYTES);
      (stays ? trail : rejections).record(event);
    },
    async flush(longestMilliseconds) {
      await Promise.all(trails.map((one) => one.flush(longestMilliseconds)));
    },
    async close(longestMilliseconds) {
      await Promise.all(trails.map((one) => one.close(longestMilliseconds)));
    },
    queuedBytes: () => trails.reduce((sum, one) => sum + one.queuedBytes(), 0),
    lostEvents: () => trails.reduce((sum, one) => sum + one.lostEvents(), 0),
  };
}
