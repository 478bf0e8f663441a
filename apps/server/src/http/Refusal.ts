import type { ErrorName } from "./errorCatalogue.ts";
import type { TextFacts } from "./fillText.ts";

/** What a caller is told: an entry of the catalogue, and the facts that belong to this request. */
export interface Refusal {
  readonly name: ErrorName;
  readonly facts?: TextFacts;
  /** For the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** For the header `Allow`. */
  readonly allow?: readonly string[];
  /** Whether a 401 is about a token that was sent; the challenge then says so (RFC 6750, section 3.1). */
  readonly tokenSent?: boolean;
}
