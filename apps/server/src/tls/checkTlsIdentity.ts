import { createSecureContext } from "node:tls";
import { secureContextOptions } from "./secureContextOptions.ts";
import type { TlsIdentity } from "./TlsIdentity.ts";
import { TlsIdentityError } from "./TlsIdentityError.ts";
import type { TlsIdentityFiles } from "./TlsIdentityFiles.ts";

/** What an identity is checked against. */
export interface TlsIdentityCheck {
  /** Where the identity comes from, for the error. */
  readonly files: TlsIdentityFiles;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/**
 * Checks whether clients would accept an identity now, as far as a server can tell.
 *
 * @throws {TlsIdentityError} when it ran out, is not valid yet, or the TLS library refuses it (a broken chain, a key
 *   that is too weak)
 */
export function checkTlsIdentity(identity: TlsIdentity, { files, nowMs }: TlsIdentityCheck): void {
  const { certificateFile } = files;
  const when = (timeMs: number): string => new Date(timeMs).toISOString();
  if (identity.expiresAtMs <= nowMs) {
    throw new TlsIdentityError(
      `The certificate in ${certificateFile} ran out at ${when(identity.expiresAtMs)}.`,
    );
  }
  if (identity.validFromMs > nowMs) {
    throw new TlsIdentityError(
      `The certificate in ${certificateFile} is not valid before ${when(identity.validFromMs)}.`,
    );
  }
  try {
    createSecureContext(secureContextOptions(identity));
  } catch (cause) {
    throw new TlsIdentityError(`The TLS library refuses the certificate in ${certificateFile} or its key.`, {
      cause,
    });
  }
}
