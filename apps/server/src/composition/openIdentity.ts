import type { Clock } from "@gatehouse/sessions";
import type { TlsConfiguration } from "../config/Configuration.ts";
import { ensureSelfSignedIdentity } from "../tls/ensureSelfSignedIdentity.ts";
import { readTlsIdentity } from "../tls/readTlsIdentity.ts";
import { selfSignedFiles } from "../tls/selfSignedFiles.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import type { TlsIdentityFiles } from "../tls/TlsIdentityFiles.ts";

/** The identity that the API is served with, and the files it came from. */
export interface OpenedIdentity {
  readonly identity: TlsIdentity;
  readonly files: TlsIdentityFiles;
}

/** What `openIdentity` works with. */
export interface OpenIdentityOptions {
  readonly tls: TlsConfiguration;
  readonly dataDirectory: string;
  /** The time of the machine: certificates are valid by it. */
  readonly wallClock: Clock;
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
