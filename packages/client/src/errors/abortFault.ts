import type { Call } from "../transport/Call.ts";
import { GatehouseTransportError } from "./GatehouseTransportError.ts";

/** The error of a call that its signal ended: `TIMEOUT` for `AbortSignal.timeout`, else `ABORTED`. */
export function abortFault({ method, url }: Call, signal: AbortSignal): GatehouseTransportError {
  const cause: unknown = signal.reason;
  const isTimeout = cause instanceof Error && cause.name === "TimeoutError";
  return new GatehouseTransportError(
    isTimeout
      ? `${method} ${url} was not answered in the time that its signal allows.`
      : `${method} ${url} was aborted by its signal.`,
    { method, url, code: isTimeout ? "TIMEOUT" : "ABORTED", cause },
  );
}
