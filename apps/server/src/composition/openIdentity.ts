import type { Server } from "node:tls";
import type { Clock } from "@gatehouse/sessions";
import type { AuditTrail } from "../audit/AuditEvent.ts";
import type { TlsConfiguration } from "../config/Configuration.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { Metrics } from "../management/createMetrics.ts";
import { ensureSelfSignedIdentity, selfSignedFiles } from "../tls/createSelfSignedIdentity.ts";
import {
  readTlsIdentity,
  swapTlsIdentity,
  type TlsIdentity,
  type TlsIdentityFiles,
} from "../tls/TlsIdentity.ts";
import { type TlsWatch, watchTlsIdentity } from "../tls/watchTlsIdentity.ts";

/** The identity that the API is served with, and the files it came from. */
export interface OpenedIdentity {
  readonly identity: TlsIdentity;
  readonly files: TlsIdentityFiles;
}

/** Options of `openIdentity`. */
interface OpenIdentityOptions {
  readonly tls: TlsConfiguration;
  readonly dataDirectory: string;
  /** The time of the machine: certificates are valid by it. */
  readonly wallClock: Clock;
}

/** Options of `keepTlsFresh`. */
interface KeepTlsFreshOptions {
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

/**
 * Opens the TLS identity of a configuration; nothing with plain HTTP.
 *
 * @throws {TlsIdentityError} when certificate or key cannot be used
 */
export async function openIdentity(options: OpenIdentityOptions): Promise<OpenedIdentity | undefined> {
  const { tls, dataDirectory, wallClock } = options;
  switch (tls.kind) {
    case "off":
      return undefined;
    case "files":
      return { identity: readTlsIdentity(tls), files: tls };
    case "selfSigned":
      return {
        identity: await ensureSelfSignedIdentity(dataDirectory, wallClock.nowMs()),
        files: selfSignedFiles(dataDirectory),
      };
  }
}

/** The watch over the files of an identity, and what is in use now. */
interface KeptTlsIdentity extends TlsWatch {
  current(): TlsIdentity;
}

/** Passes each new certificate in the configured files to a server, and reports it (NET-20). */
export function keepTlsFresh(options: KeepTlsFreshOptions): KeptTlsIdentity {
  const { server, files, identity, wallClock, logger, audit, metrics } = options;
  let current = identity;
  metrics.watch("tlsExpirySeconds", () => current.expiresAtMs / 1000);
  const watch = watchTlsIdentity({
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
    onReject(error) {
      logger.error("A TLS certificate was rejected; the one in use stays.", { error });
      metrics.tlsReload("refused");
      audit.record({ event: "sensitive_update", details: { object: "tls-certificate", result: "failure" } });
    },
  });
  return { ...watch, current: () => current };
}
