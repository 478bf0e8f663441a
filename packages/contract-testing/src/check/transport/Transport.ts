/** How a server is reached. */
export interface Transport {
  readonly isTls: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Certificates to trust instead of those of the system, in PEM. */
  readonly ca: string | undefined;
  /** Trust any certificate. */
  readonly insecure: boolean;
  /** How long an answer may take. */
  readonly timeoutSeconds: number;
}
