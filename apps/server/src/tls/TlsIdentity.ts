import { constants, createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, type SecureContextOptions, type Server } from "node:tls";

/** A certificate chain and its private key, both PEM. */
export interface TlsIdentity {
  readonly certificate: string;
  readonly key: string;
  /** SHA-256 fingerprint of the first certificate, colon-separated upper-case hex. */
  readonly fingerprint: string;
  /** When the first certificate begins to be valid, Unix milliseconds. */
  readonly validFromMs: number;
  /** When it expires, Unix milliseconds. */
  readonly expiresAtMs: number;
}

/** The two files of a TLS identity. */
export interface TlsIdentityFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** The files and the time that an identity is checked with. */
interface TlsIdentityCheck {
  /** The files of the identity, for the error. */
  readonly files: TlsIdentityFiles;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** With forward secrecy and authenticated encryption, and nothing else. */
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
].join(":");

/**
 * A client of TLS 1.2 may not begin another handshake in a connection: each costs the server a signature, and Node
 * allows several. TLS 1.3 has none.
 */
const { SSL_OP_NO_RENEGOTIATION } = constants;

/** The certificate or its key cannot be used. */
export class TlsIdentityError extends Error {
  readonly code = "TLS_IDENTITY_UNUSABLE";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TlsIdentityError";
  }
}

/**
 * Makes an identity of a certificate and a key and checks that they belong together.
 *
 * @param files where they come from, for the error
 * @throws {TlsIdentityError} when one of them is not PEM, or the key is not the certificate's
 */
export function parseTlsIdentity(
  { certificate, key }: Pick<TlsIdentity, "certificate" | "key">,
  { certificateFile, keyFile }: TlsIdentityFiles,
): TlsIdentity {
  const x509 = parse(certificateFile, "certificate", () => new X509Certificate(certificate));
  const privateKey = parse(keyFile, "private key", () => createPrivateKey(key));
  if (!x509.checkPrivateKey(privateKey)) {
    throw new TlsIdentityError(
      `The key in ${keyFile} is not the key of the certificate in ${certificateFile}.`,
    );
  }
  return {
    certificate,
    key,
    fingerprint: x509.fingerprint256,
    validFromMs: x509.validFromDate.getTime(),
    expiresAtMs: x509.validToDate.getTime(),
  };
}

function parse<T>(file: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new TlsIdentityError(`${file} holds no ${what} in PEM form.`, { cause });
  }
}

/**
 * Reads a certificate and its private key from PEM files and checks that they belong together.
 *
 * @throws {TlsIdentityError} when a file cannot be read, is not PEM, or the key is not the certificate's
 */
export function readTlsIdentity(files: TlsIdentityFiles): TlsIdentity {
  const certificate = readText(files.certificateFile);
  return parseTlsIdentity({ certificate, key: readText(files.keyFile) }, files);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new TlsIdentityError(`${file} cannot be read.`, { cause });
  }
}

/**
 * Checks whether clients would accept an identity now, as far as a server can check that.
 *
 * @throws {TlsIdentityError} when it expired, is not valid yet, or the TLS library rejects it (a broken chain, a weak
 *   key)
 */
export function checkTlsIdentity(identity: TlsIdentity, { files, nowMs }: TlsIdentityCheck): void {
  const { certificateFile } = files;
  const when = (timeMs: number): string => new Date(timeMs).toISOString();
  if (identity.expiresAtMs <= nowMs) {
    throw new TlsIdentityError(
      `The certificate in ${certificateFile} expired at ${when(identity.expiresAtMs)}.`,
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
    throw new TlsIdentityError(`The TLS library rejects the certificate in ${certificateFile} or its key.`, {
      cause,
    });
  }
}

/**
 * Everything that decides over a handshake: TLS 1.2 and 1.3 only (NET-01). A swap of the certificate replaces all of
 * these options, so that start and swap must take them from here.
 */
export function secureContextOptions(identity: TlsIdentity): SecureContextOptions {
  return {
    cert: identity.certificate,
    key: identity.key,
    ciphers: CIPHERS,
    honorCipherOrder: true,
    minVersion: "TLSv1.2",
    maxVersion: "TLSv1.3",
    secureOptions: SSL_OP_NO_RENEGOTIATION,
  };
}

/**
 * Gives a server another identity for the handshakes to come; open connections stay as they are (NET-20).
 *
 * The keys for session tickets are not carried over: a resumed session would keep showing the old certificate, and
 * a client whose ticket is not known makes a full handshake by itself.
 */
export function swapTlsIdentity(server: Pick<Server, "setSecureContext">, identity: TlsIdentity): void {
  server.setSecureContext(secureContextOptions(identity));
}
