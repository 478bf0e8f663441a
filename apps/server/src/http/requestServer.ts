import type { AuditEntry, ServerStatus } from "@gatehouse/api-types";
import type { TokenCommand } from "@gatehouse/sessions";
import type { AuditOrigin, AuditTrail } from "../audit/AuditEvent.ts";
import { subjectOf } from "../audit/auditEvents.ts";
import type { RequestSessions } from "../audit/auditSessions.ts";
import type { AuditQuery, AuditReader, AuditRecord } from "../audit/createAuditReader.ts";

/** Entries of the audit trail, newest first. */
interface AuditEntryPage {
  /** Whether there are files to read. */
  readonly kept: boolean;
  readonly entries: readonly AuditEntry[];
  readonly nextCursor?: string;
}

/** The parts of the server that an administrator may see. Every method throws the errors of `readAdministrator`. */
export interface RequestServer {
  /** @throws {InvalidPageError} when the cursor is not one that was given out. */
  listAuditEntries(command: TokenCommand & AuditQuery): Promise<AuditEntryPage>;
  readStatus(command: TokenCommand): Promise<ServerStatus>;
}

/** The reports of the server, beside its operations. */
export interface ServerView {
  /** Absent where the trail is not kept in files. */
  readonly auditReader: AuditReader | undefined;
  readonly status: () => Promise<ServerStatus>;
}

/** The parts that the view of a request uses. */
interface RequestServerOptions extends ServerView {
  readonly audit: Pick<AuditTrail, "record" | "flush">;
  readonly sessions: Pick<RequestSessions, "readAdministrator">;
  readonly origin: AuditOrigin;
}

/** Recent records are written within this time, or shown by the next call. */
const LONGEST_FLUSH_MILLISECONDS = 200;

/** Binds the view of the server to one request. */
export function requestServer(options: RequestServerOptions): RequestServer {
  const { auditReader, audit, sessions, origin } = options;
  return {
    async listAuditEntries({ token, ...query }) {
      const { id: sessionId, user } = await sessions.readAdministrator({ token, signedInAnyTime: true });
      if (auditReader === undefined) return { kept: false, entries: [] };
      if (query.cursor === undefined) {
        await audit.flush(LONGEST_FLUSH_MILLISECONDS);
        const details = { object: "audit-trail" } as const;
        audit.record({ ...origin, event: "sensitive_read", who: subjectOf(user), sessionId, details });
      }
      const { entries, ...next } = await auditReader.read(query);
      return { kept: true, entries: entries.map(toEntry), ...next };
    },
    async readStatus({ token }) {
      await sessions.readAdministrator({ token, signedInAnyTime: true });
      return options.status();
    },
  };
}

/** Turns a line of the trail into the wire form; the response guard compares the rest with the document. */
function toEntry({ time, ...record }: AuditRecord): AuditEntry {
  return { details: {}, ...record, time: Date.parse(time) } as AuditEntry;
}
