import type { Operation } from "../Contract.ts";
import { announcedHeaders } from "../deprecationHeaders.ts";
import { childPointer } from "../json/jsonPointer.ts";
import type { Difference } from "./Difference.ts";
import { DifferenceBuilder } from "./DifferenceBuilder.ts";
import { diffBody } from "./diffBody.ts";
import { diffHeaders } from "./diffHeaders.ts";
import type { Exchange } from "./Exchange.ts";
import { findResponse } from "./findResponse.ts";
import { responseEngine } from "./ResponseEngine.ts";
import { type ResponseFacts, readHeaders } from "./ResponseFacts.ts";

/** What a caller may change about the comparison. */
export interface DiffOptions {
  /** Lower-case names of headers that may come without being documented, beside the transport headers. */
  readonly ignoredHeaders?: ReadonlySet<string>;
}

/**
 * Compares a response with the document: status, headers, media type and body.
 *
 * @returns Every difference, of a body up to 100 and one that says that there are more; none means that the contract
 * was kept.
 */
export function diffResponse(
  operation: Operation,
  response: ResponseFacts,
  options: DiffOptions = {},
): readonly Difference[] {
  const builder = new DifferenceBuilder(operation, response.status);
  const documented = findResponse(operation, response.status);
  if (documented === undefined) return [undocumentedStatus(builder, operation, response.status)];
  const exchange = {
    builder,
    engine: responseEngine(operation.contract),
    documented,
    status: response.status,
    headers: readHeaders(response.headers),
    body: response.body,
    isHead: (response.requestMethod ?? operation.method).toLowerCase() === "head",
    ignoredHeaders: options.ignoredHeaders ?? NONE,
    impliedHeaders: impliedHeaders(operation, response.status),
  };
  return [...diffHeaders(exchange), ...diffBody(exchange)];
}

const NONE: ReadonlySet<string> = new Set();
type ImpliedHeaders = Exchange["impliedHeaders"];

const NOTHING_IMPLIED: ImpliedHeaders = new Map();
const CONTENT_RANGE: ImpliedHeaders = new Map([["content-range", undefined]]);

/** Headers that HTTP itself asks for with a status, so that no document need name them. */
const IMPLIED_BY_STATUS: Readonly<Record<number, ImpliedHeaders>> = {
  206: CONTENT_RANGE, // RFC 9110, 15.3.7
  401: new Map([["www-authenticate", undefined]]), // RFC 9110, 15.5.2
  405: new Map([["allow", undefined]]), // RFC 9110, 15.5.6
  415: new Map([["accept-encoding", undefined]]), // RFC 9110, 15.5.16
  416: CONTENT_RANGE, // RFC 9110, 15.5.17
};

/** Every response of a `deprecated` operation may carry the headers of a deprecation. */
function impliedHeaders(operation: Operation, status: number): ImpliedHeaders {
  const byStatus = IMPLIED_BY_STATUS[status] ?? NOTHING_IMPLIED;
  if (!operation.deprecated) return byStatus;
  const { deprecation, sunset } = announcedHeaders(operation);
  return new Map([...byStatus, ["deprecation", deprecation], ["sunset", sunset]]);
}

function undocumentedStatus(builder: DifferenceBuilder, operation: Operation, status: number): Difference {
  const documented = [...operation.responses.keys()];
  return builder.envelope("undocumented-status", {
    responsePointer: "/status",
    documentPointer: childPointer(operation.pointer, "responses"),
    expected: documented.length === 0 ? "no status is documented" : `one of ${documented.join(", ")}`,
    actual: status,
  });
}
