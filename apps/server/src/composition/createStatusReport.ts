import { stat } from "node:fs/promises";
import { hostname } from "node:os";
import { performance } from "node:perf_hooks";
import type { ServerStatus } from "@gatehouse/api-types";
import type { Clock, SessionsOperator } from "@gatehouse/sessions";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import type { AuditConfiguration, StoreConfiguration } from "../config/Configuration.ts";
import type { Readiness } from "../management/createReadiness.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import { SERVER_VERSION } from "./SERVER_VERSION.ts";

/** The parts of the report. */
export interface StatusParts {
  readonly configuration: { readonly store: StoreConfiguration; readonly audit: AuditConfiguration };
  /** The time of the machine. */
  readonly wallClock: Clock;
  readonly sessions: { readonly operator: Pick<SessionsOperator, "areSignInsClosed"> };
  readonly audit: Pick<AuditTrail, "queuedBytes" | "lostEvents">;
  readonly readiness: Pick<Readiness, "report">;
  readonly liveSessions: () => number;
  /** The certificate that is presented now; nothing with plain HTTP. */
  readonly identity: () => TlsIdentity | undefined;
}

/** Makes what reports how the server is, for administrators. */
export function createStatusReport(parts: StatusParts): () => Promise<ServerStatus> {
  const { configuration, wallClock, sessions, audit, readiness, liveSessions, identity } = parts;
  const startedAt = Math.round(wallClock.nowMs() - performance.now());
  const name = hostname();
  return async () => {
    const [{ ready, checks }, closed, sizeBytes] = await Promise.all([
      readiness.report(),
      sessions.operator.areSignInsClosed(),
      sizeOf(configuration.store.file),
    ]);
    const certificate = identity();
    const node = { name, self: true, release: SERVER_VERSION, startedAt, lastSeenAt: wallClock.nowMs() };
    return {
      release: SERVER_VERSION,
      startedAt,
      uptimeSeconds: Math.floor(performance.now() / 1000),
      ready,
      checks: Object.entries(checks).map(([check, outcome]) => ({ name: check, passed: outcome === "ok" })),
      liveSessions: liveSessions(),
      signIns: { open: !closed },
      store: { kind: configuration.store.kind, ...(sizeBytes === undefined ? {} : { sizeBytes }) },
      ...(certificate && {
        certificate: { fingerprint: certificate.fingerprint, expiresAt: certificate.expiresAtMs },
      }),
      audit: {
        kept: configuration.audit.kind === "file",
        queuedBytes: audit.queuedBytes(),
        lostEvents: audit.lostEvents(),
      },
      nodes: [node],
    };
  };
}

/** The database and its log; nothing while they cannot be read. */
async function sizeOf(file: string): Promise<number | undefined> {
  try {
    const { size } = await stat(file);
    const log = await stat(`${file}-wal`).catch(() => ({ size: 0 }));
    return size + log.size;
  } catch {
    return undefined;
  }
}
