/** A certificate chain and its private key, both PEM. */
export interface TlsIdentity {
  readonly certificate: string;
  readonly key: string;
  /** SHA-256 fingerprint of the first certificate, colon-separated upper-case hex. */
  readonly fingerprint: string;
  /** When the first certificate begins to be valid, Unix milliseconds. */
  readonly validFromMs: number;
  /** When it runs out, Unix milliseconds. */
  readonly expiresAtMs: number;
}
