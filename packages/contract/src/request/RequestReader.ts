import type { Operation, ParameterLocation } from "../Contract.ts";
import { setOwn } from "../json/jsonValues.ts";
import { schemaValidators } from "../schema/SchemaValidators.ts";
import { MORE_VIOLATIONS, MOST_VIOLATIONS } from "../schema/SchemaViolation.ts";
import type { IntegerMode } from "../style/settleNumbers.ts";
import { isIgnoredParameter } from "../table/buildParameters.ts";
import { createBodyChecker } from "./BodyChecker.ts";
import { createParameterReader } from "./ParameterReader.ts";
import { planQueryNames } from "./QueryNames.ts";
import { type RequestFacts, RequestTexts } from "./RequestTexts.ts";
import { type FoundViolation, locateViolation, type RequestViolation } from "./RequestViolation.ts";

/** The parameters and body of a request that conforms to the document: typed, defaults filled in. */
export interface RequestValues {
  readonly path: Readonly<Record<string, unknown>>;
  /** With what a parameter `in: querystring` holds, under its name. */
  readonly query: Readonly<Record<string, unknown>>;
  /** By the names of the document. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly cookie: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** What came of reading a request. */
export type RequestReading =
  | { readonly accepted: true; readonly values: RequestValues }
  /** All violations, up to 100, parameters in their order, then the body; of more, one behind them says so. */
  | { readonly accepted: false; readonly violations: readonly RequestViolation[] };

/** Reads the requests to one operation. */
export interface RequestReader {
  /** Reads a request; what is given is never changed. */
  read(request: RequestFacts): RequestReading;
}

/** Options of a request reader. */
export interface RequestReaderOptions {
  /**
   * How integers of the format `int64` are handed on: as numbers, where one that a double cannot hold is a violation,
   * or all of them as `bigint`.
   *
   * @default "number"
   */
  readonly integers?: IntegerMode;
}

/**
 * Makes the reader of the requests to one operation, by the specification: OpenAPI 3.0.4, 3.1.1 and 3.2 for styles and
 * media types, RFC 3986 and the WHATWG URL standard for queries.
 *
 * @example
 * const reader = createRequestReader(contract.operations.get("listPets"));
 * reader.read({ rawPathParameters: {}, rawQuery: "limit=5", headers: {}, mediaKey: undefined, body: undefined });
 * // { accepted: true, values: { query: { limit: 5 }, ... } }
 */
export function createRequestReader(operation: Operation, options: RequestReaderOptions = {}): RequestReader {
  // On first use: a document of a thousand operations is ready at once, and a request waits for its own operation only.
  let read: RequestReader["read"] | undefined;
  return {
    read(request) {
      read ??= prepare(operation, options);
      return read(request);
    },
  };
}

function prepare(operation: Operation, { integers = "number" }: RequestReaderOptions): RequestReader["read"] {
  const { contract } = operation;
  const validators = schemaValidators(contract, "request");
  const names = planQueryNames(operation, validators);
  const parameters = operation.parameters
    .filter((parameter) => !isIgnoredParameter(parameter))
    .map((parameter) => {
      const { name } = parameter;
      const part = (parameter.in as string) === "querystring" ? "query" : parameter.in;
      const takes = names.takesOf(parameter);
      const facts = { operation, parameter, validators, integers, ...(takes && { takes }) };
      return { name, part, ...createParameterReader(facts) } as const;
    });
  const checkBody = createBodyChecker({ operation, validators, integers });
  return (request) => {
    const violations: FoundViolation[] = [];
    const texts = new RequestTexts(request);
    const values: Record<ParameterLocation, Record<string, unknown>> = {
      path: {},
      query: {},
      header: {},
      cookie: {},
    };
    for (const { name, part, textsOf, read } of parameters) {
      const value = read(textsOf(texts), violations);
      if (value !== undefined) setOwn(values[part], name, value);
    }
    if (request.rawQuery !== "") names.check(texts, violations);
    const body = checkBody(request, violations);
    if (violations.length === 0) return { accepted: true, values: { ...values, body } };
    const listed = listedViolations(operation, violations);
    return { accepted: false, violations: listed.map((found) => locateViolation(contract, found)) };
  };
}

/** Two schemas can ask for the same of one value, in the same words: that is one violation for the client. */
function listedViolations(
  { pointer }: Operation,
  found: readonly FoundViolation[],
): readonly FoundViolation[] {
  const byWords = Map.groupBy(found, (one) =>
    JSON.stringify([one.in, one.pointer, one.keyword, one.message]),
  );
  const violations = [...byWords.values()].flatMap(([first]) => first ?? []);
  const next = violations[MOST_VIOLATIONS];
  if (next === undefined) return violations;
  const message = `must be ${MORE_VIOLATIONS}`;
  const more = { in: next.in, pointer: "", keyword: "", message, documentPointer: pointer };
  return [...violations.slice(0, MOST_VIOLATIONS), more];
}
