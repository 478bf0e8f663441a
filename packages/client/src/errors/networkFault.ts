import type { Call } from "../transport/Call.ts";
import { GatehouseTransportError } from "./GatehouseTransportError.ts";

/** The innermost cause says what happened; the outer one of undici says "fetch failed". */
function innermost(cause: unknown): unknown {
  let inner = cause;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return inner;
}

/** Node tries all addresses of a name and joins their errors into one that has a code and no message. */
function textOf(error: Error): string {
  return error.message || ("code" in error ? String(error.code) : error.name);
}

/** The error of a call whose fetch failed without the help of its signal. */
export function networkFault({ method, url }: Call, cause: unknown): GatehouseTransportError {
  const inner = innermost(cause);
  const detail = inner instanceof Error ? textOf(inner) : String(inner);
  // undici has time limits of its own: ConnectTimeoutError, HeadersTimeoutError, BodyTimeoutError.
  const isTimeout = inner instanceof Error && inner.name.endsWith("TimeoutError");
  return new GatehouseTransportError(
    `${method} ${url} was not answered (${detail}). ` +
      "Check the address and the network; a private CA needs a fetch that trusts it.",
    { method, url, code: isTimeout ? "TIMEOUT" : "NETWORK", cause },
  );
}
