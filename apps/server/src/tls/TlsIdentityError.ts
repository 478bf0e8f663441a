/** The certificate or its key cannot be used. */
export class TlsIdentityError extends Error {
  readonly code = "TLS_IDENTITY_UNUSABLE";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TlsIdentityError";
  }
}
