import type { Operation } from "../Contract.ts";
import { announcedHeaders } from "../deprecationHeaders.ts";
import { childPointer } from "../load/jsonPointer.ts";
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
 * Compares a response with what the document says about it: status, headers, media type and body.
 *
 * @returns Every difference; none means that the contract was kept.
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
    impliedHeaders: impliedHeaders(operation),
  };
  return [...diffHeaders(exchange), ...diffBody(exchange)];
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING_IMPLIED: ReadonlyMap<string, string | undefined> = new Map();

/** `deprecated` says that callers may be told so, in every response. */
function impliedHeaders(operation: Operation): Exchange["impliedHeaders"] {
  if (!operation.deprecated) return NOTHING_IMPLIED;
  const { deprecation, sunset } = announcedHeaders(operation);
  return new Map([
    ["deprecation", deprecation],
    ["sunset", sunset],
  ]);
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
