import type { IncomingHttpHeaders } from "node:http";

/** The parts of a request that a credential can travel in. */
export interface CredentialSource {
  readonly headers: IncomingHttpHeaders;
  /** The raw query without `?`; empty where there is none. */
  readonly query: string;
}
