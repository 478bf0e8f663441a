import type { Clock } from "@gatehouse/sessions";
import { createLineQueue } from "../logging/createLineQueue.ts";
import type { LineSink } from "../logging/LineSink.ts";
import type { Logger } from "../logging/Logger.ts";
import type { AuditEvent } from "./AuditEvent.ts";
import { auditEvents } from "./auditEvents.ts";
import type { ChainHead } from "./ChainHead.ts";
import { createFloodGate, type FloodLimits } from "./createFloodGate.ts";
import { formatAuditEvent } from "./formatAuditEvent.ts";
import { sealLine } from "./sealLine.ts";
import type { ChainedTrail } from "./trailNote.ts";

/** What `createAuditTrail` works with. */
export interface AuditTrailOptions {
  readonly sink: LineSink;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the chain goes on; absent means that lines are not chained. */
  readonly chainHead?: ChainHead;
  /** The room for events that wait. @default 4194304 */
  readonly capacityBytes?: number;
  /** @default 1000 */
  readonly retryMilliseconds?: number;
  /** How many events of one name that strangers can cause are written one by one. @default 1000, then 10 a second */
  readonly floodLimits?: Partial<FloodLimits>;
}

/** How long the events of a flood are counted before the count is written. */
const CONDENSED_MILLISECONDS = 10_000;

/**
 * Makes the audit trail: one line of JSON for each event, in order, behind the caller's back.
 *
 * When the sink stands still, events wait in memory; beyond the capacity the newest are lost and counted, and the
 * count becomes an event itself as soon as the sink takes lines again. Events that strangers can cause in any number
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
  let telling: NodeJS.Timeout | undefined;
  const tellCondensed = (): void => {
    clearTimeout(telling);
    telling = undefined;
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
    else telling ??= setTimeout(tellCondensed, CONDENSED_MILLISECONDS).unref();
  };
  return {
    record,
    flush: queue.flush,
    close(longestMilliseconds) {
      tellCondensed();
      return queue.close(longestMilliseconds);
    },
    queuedBytes: queue.queuedBytes,
    lostEvents: queue.droppedLines,
    head: () => head,
  };
}
