import { escapeUnprintable } from "../logging/escapeUnprintable.ts";
import { shorten } from "../logging/shorten.ts";
import type { AuditEvent } from "./AuditEvent.ts";
import { auditEvents } from "./auditEvents.ts";

/** Longer texts are cut, in UTF-16 units; no account, address or id of ours comes near. */
const LONGEST_TEXT = 256;
const MOST_ENTRIES = 64;

/** The parts of a record by their order in the line. */
const PARTS = ["requestId", "who", "clientAddress", "userAgent", "sessionId", "target", "details"] as const;

/**
 * Writes an event as one line of JSON (LOG-04).
 *
 * The line holds no line end and nothing unprintable, whatever a caller sent. Texts that had to be cut end in `…`, and
 * `truncated` names them with their true length: unlike the mark, that cannot be forged by a name.
 *
 * @param timeMs Unix milliseconds
 */
export function formatAuditEvent(event: AuditEvent, timeMs: number): string {
  const kind = auditEvents[event.event];
  const truncated: Record<string, number> = {};
  const details: object = "details" in event ? event.details : {};
  const record: Record<string, unknown> = {
    time: new Date(timeMs).toISOString(),
    event: event.event,
    level: kind.level,
    result: "result" in details ? details.result : kind.result,
  };
  const given: Partial<Record<(typeof PARTS)[number], unknown>> = event;
  for (const part of PARTS) {
    if (given[part] !== undefined) record[part] = bounded(given[part], part, truncated);
  }
  if (Object.keys(truncated).length > 0) record.truncated = truncated;
  return escapeUnprintable(JSON.stringify(record));
}

function bounded(value: unknown, path: string, truncated: Record<string, number>): unknown {
  if (typeof value === "string") {
    if (value.length > LONGEST_TEXT) truncated[path] = value.length;
    return shorten(value, LONGEST_TEXT);
  }
  if (Array.isArray(value)) {
    if (value.length > MOST_ENTRIES) truncated[path] = value.length;
    return value.slice(0, MOST_ENTRIES).map((entry, index) => bounded(entry, `${path}.${index}`, truncated));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, bounded(entry, `${path}.${name}`, truncated)]),
  );
}
