import {
  type Contract,
  type Difference,
  diffResponse,
  type ResponseFacts,
  renderDifferences,
} from "@gatehouse/contract";
import type { ExchangedRequest } from "../coverage/describeExchange.ts";
import type { ExchangeFile } from "../coverage/exchangeFile.ts";

/** The parts of a supertest response that are validated. */
export interface SupertestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** The body as text; absent where superagent made something else of it. */
  readonly text?: string | undefined;
  readonly body?: unknown;
}

/** The responses that test libraries return. */
export type TestResponse = ResponseFacts | Response | SupertestResponse;

/** Reads a response of `fetch`, of supertest, or one given as data. */
export function readTestResponse(response: TestResponse): ResponseFacts | Promise<ResponseFacts> {
  if ("arrayBuffer" in response) return readFetchResponse(response);
  return "text" in response ? readSupertestResponse(response) : (response as ResponseFacts);
}

/** Reads a response of `fetch`; the test can still read its body. */
export async function readFetchResponse(response: Response): Promise<ResponseFacts> {
  const body = new Uint8Array(await response.clone().arrayBuffer());
  return { status: response.status, headers: response.headers, body };
}

/** Reads a response of supertest. */
export function readSupertestResponse(response: SupertestResponse): ResponseFacts {
  const { status, headers, text, body } = response;
  return { status, headers, body: text ?? (body instanceof Uint8Array ? body : undefined) };
}

/** Options for validating the responses of tests. */
export interface WatchOptions {
  readonly contract: Contract;
  /** Where to note what the exchanges show, for the coverage of the contract. */
  readonly recorder?: ExchangeFile;
  /** Lower-case names of headers that may come without being documented. */
  readonly ignoredHeaders?: ReadonlySet<string>;
}

/** A response violates its contract; `differences` describes how. */
export class ContractViolationError extends Error {
  override readonly name = "ContractViolationError";
  readonly code = "CONTRACT_VIOLATED";
  readonly differences: readonly Difference[];

  constructor(differences: readonly Difference[]) {
    super(renderDifferences(differences));
    this.differences = differences;
  }
}

/**
 * Validates a response against the document and records the exchange. Paths and methods that the document does not
 * have pass.
 *
 * @throws {ContractViolationError} when the response violates the contract.
 */
export function checkExchange(
  options: WatchOptions,
  request: ExchangedRequest,
  response: ResponseFacts,
): void {
  const { contract, recorder, ignoredHeaders } = options;
  const [path = ""] = request.target.split("?", 1);
  const match = contract.match(request.method, path);
  if (match.kind !== "operation") return;
  recorder?.record(match.operation, request, response);
  const facts = { ...response, requestMethod: request.method };
  const differences = diffResponse(
    match.operation,
    facts,
    ignoredHeaders === undefined ? {} : { ignoredHeaders },
  );
  if (differences.length > 0) throw new ContractViolationError(differences);
}
