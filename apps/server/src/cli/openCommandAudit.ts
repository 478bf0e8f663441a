import type { AuditEvent } from "../audit/AuditEvent.ts";
import { openAuditTrail } from "../audit/openAuditTrail.ts";
import type { AuditConfiguration } from "../config/Configuration.ts";
import { createLineQueue } from "../logging/createLineQueue.ts";
import { createLogger } from "../logging/createLogger.ts";
import { createStreamSink } from "../logging/createStreamSink.ts";
import type { Invocation } from "./Invocation.ts";

/** How long lines may take to be written when the command is done. */
const LONGEST_FLUSH_MILLISECONDS = 3000;

/** The audit trail for as long as a command runs. */
export interface CommandAudit {
  record(event: AuditEvent): void;
  close(): Promise<void>;
}

/**
 * Opens the audit trail that the server would write. Where that goes to `stdout` in the settings, a command writes its
 * lines to `stderr`: its own `stdout` is for the outcome.
 *
 * @throws {AuditFileError} when the file cannot be used
 */
export async function openCommandAudit(
  { line, wallClock: clock, notify }: Invocation,
  audit: AuditConfiguration,
): Promise<CommandAudit> {
  const queue = createLineQueue({ sink: createStreamSink(line.stderr) });
  const logger = createLogger({ level: "warn", queue, clock });
  const destination = audit.kind === "stdout" ? ({ kind: "stream", stream: line.stderr } as const) : audit;
  const trail = await openAuditTrail({ destination, clock, logger });
  return {
    record: trail.record,
    async close() {
      await trail.flush(LONGEST_FLUSH_MILLISECONDS);
      if (trail.queuedBytes() > 0 || trail.lostEvents() > 0) {
        notify("The audit trail could not be written: what was done is not in it. Check the free space.");
      }
      await trail.close(LONGEST_FLUSH_MILLISECONDS);
      await queue.flush(LONGEST_FLUSH_MILLISECONDS);
    },
  };
}
