import type { IncomingHttpHeaders } from "node:http";
import type { ReceivedBody } from "./createBodyReader.ts";

/** A request as data: read, parsed, and not yet checked. */
export interface ReceivedRequest {
  readonly method: string;
  /** Decoded, by name. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** By name, still percent-encoded. */
  readonly rawPathParameters: Readonly<Record<string, string>>;
  /** The raw query without `?`; empty where there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: ReceivedBody;
}
