import type { Server } from "node:tls";
import type { Clock } from "@gatehouse/sessions";
import type { AuditTrail } from "../audit/createAuditTrail.ts";
import type { Logger } from "../logging/Logger.ts";
import type { Metrics } from "../management/Metrics.ts";
import { swapTlsIdentity } from "../tls/swapTlsIdentity.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import type { TlsIdentityFiles } from "../tls/TlsIdentityFiles.ts";
import { type TlsWatch, watchTlsIdentity } from "../tls/watchTlsIdentity.ts";

/** What `keepTlsFresh` works with. */
export interface KeepTlsFreshOptions {
  readonly server: Pick<Server, "setSecureContext">;
  readonly files: TlsIdentityFiles;
  /** The identity in use. */
  readonly identity: TlsIdentity;
  /** The time of the machine: certificates are valid by it. */
  readonly wallClock: Clock;
  readonly logger: Logger;
  readonly audit: AuditTrail;
  readonly metrics: Metrics;
}

/** Gives a server each new certificate that its files come to hold, and tells of it (NET-20). */
export function keepTlsFresh(options: KeepTlsFreshOptions): TlsWatch {
  const { server, files, identity, wallClock, logger, audit, metrics } = options;
  let current = identity;
  metrics.watch("tlsExpirySeconds", () => current.expiresAtMs / 1000);
  return watchTlsIdentity({
    files,
    current,
    clock: wallClock,
    onChange(next) {
      swapTlsIdentity(server, next);
      current = next;
      const { fingerprint, expiresAtMs } = next;
      logger.info("The TLS certificate was replaced.", { fingerprint, expires: new Date(expiresAtMs) });
      metrics.tlsReload("taken");
      audit.record({
        event: "sensitive_update",
        details: { object: "tls-certificate", result: "success", fingerprint },
      });
    },
    onRefuse(error) {
      logger.error("A TLS certificate was refused; the one in use stays.", { error });
      metrics.tlsReload("refused");
      audit.record({ event: "sensitive_update", details: { object: "tls-certificate", result: "failure" } });
    },
  });
}
