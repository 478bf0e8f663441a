/** The two files of a TLS identity. */
export interface TlsIdentityFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}
