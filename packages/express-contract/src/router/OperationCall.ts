import type { Addressee } from "./createResponder.ts";
import type { Route } from "./Route.ts";

/** A request that matches an operation. */
export interface OperationCall {
  readonly addressee: Addressee;
  readonly route: Route;
  /** Decoded, by name. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The raw query without `?`. */
  readonly query: string;
}
