import type { JsonValue, Operation } from "./Contract.ts";

/** The headers that announce the deprecation of an operation to its callers; names in lower case. */
export interface DeprecationHeaders {
  /** RFC 9745: since when, as seconds of Unix time behind an `@`. */
  readonly deprecation: string;
  /** RFC 8594: when it stops, as an HTTP date; absent where the document has none. */
  readonly sunset?: string;
}

/** The value where the document calls an operation deprecated without a date. */
const SINCE_ALWAYS = "@0";

/**
 * The headers of a deprecated operation: `Deprecation` from `x-deprecated-since`, and `Sunset` from `x-sunset`, which
 * are days (`2027-12-31`) or moments (RFC 3339) beside `deprecated: true`. A day of sunset is the last one on which
 * the operation is served, so it ends with it.
 *
 * @returns undefined for an operation that is not deprecated
 */
export function deprecationHeaders(operation: Operation): DeprecationHeaders | undefined {
  if (!operation.deprecated) return undefined;
  const headers = announcedHeaders(operation);
  return { ...headers, deprecation: headers.deprecation ?? SINCE_ALWAYS };
}

/** The values of these headers that the document fixes; a server may know more. */
export function announcedHeaders({ deprecated, extensions }: Operation): Partial<DeprecationHeaders> {
  if (!deprecated) return {};
  const since = momentOf(extensions["x-deprecated-since"], "T00:00:00Z");
  const sunset = momentOf(extensions["x-sunset"], "T23:59:59Z");
  return {
    ...(since !== undefined && { deprecation: `@${Math.floor(since / 1000)}` }),
    ...(sunset !== undefined && { sunset: new Date(sunset).toUTCString() }),
  };
}

/** A day of the calendar, or a moment with its offset from UTC: without one its meaning would depend on the reader. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

function momentOf(value: JsonValue | undefined, timeOfDay: string): number | undefined {
  if (typeof value !== "string" || !(DAY.test(value) || MOMENT.test(value))) return undefined;
  const time = Date.parse(DAY.test(value) ? `${value}${timeOfDay}` : value.replace(" ", "T").toUpperCase());
  return Number.isNaN(time) ? undefined : time;
}
