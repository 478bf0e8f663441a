import type { Call } from "../transport/Call.ts";
import { TRANSACTION_HEADER } from "../transport/headerNames.ts";
import { GatehouseTransportError } from "./GatehouseTransportError.ts";

/** The error of an answer that the contract does not have. */
export function unexpectedAnswer(
  { method, url }: Call,
  { status, headers }: { readonly status: number; readonly headers: Headers },
  fault: { readonly text: string; readonly cause?: unknown },
): GatehouseTransportError {
  const message =
    `${method} ${url} was answered with status ${status} and ${fault.text} ` +
    "Check that baseUrl names the appliance and that no proxy answers in its place.";
  const transactionId = headers.get(TRANSACTION_HEADER) ?? undefined;
  const { cause } = fault;
  return new GatehouseTransportError(message, {
    method,
    url,
    code: "UNEXPECTED_ANSWER",
    status,
    transactionId,
    cause,
  });
}
