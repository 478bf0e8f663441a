import {
  type Contract,
  type Difference,
  diffResponse,
  type ResponseFacts,
  renderDifferences,
} from "@gatehouse/contract";
import type { ExchangedRequest } from "../coverage/describeExchange.ts";
import type { ExchangeFile } from "../coverage/exchangeFile.ts";

/** The parts of a supertest answer that are looked at. */
export interface SupertestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** The body as text; absent where superagent made something else of it. */
  readonly text?: string | undefined;
  readonly body?: unknown;
}

/** Answers that tests come by. */
export type TestResponse = ResponseFacts | Response | SupertestResponse;

/** Reads a response of `fetch`, of supertest, or one given as data. */
export function readTestResponse(response: TestResponse): ResponseFacts | Promise<ResponseFacts> {
  if ("arrayBuffer" in response) return readFetchResponse(response);
  return "text" in response ? readSupertestResponse(response) : (response as ResponseFacts);
}

/** Reads an answer of `fetch`; its body can still be read by the test. */
export async function readFetchResponse(response: Response): Promise<ResponseFacts> {
  const body = new Uint8Array(await response.clone().arrayBuffer());
  return { status: response.status, headers: response.headers, body };
}

/** Reads an answer of supertest. */
export function readSupertestResponse(response: SupertestResponse): ResponseFacts {
  const { status, headers, text, body } = response;
  return { status, headers, body: text ?? (body instanceof Uint8Array ? body : undefined) };
}

/** How the answers to tests are watched. */
export interface WatchOptions {
  readonly contract: Contract;
  /** Where to note what the exchanges show, for the coverage of the contract. */
  readonly recorder?: ExchangeFile;
  /** Lower-case names of headers that may come without being documented. */
  readonly ignoredHeaders?: ReadonlySet<string>;
}

/** An answer was not as its contract says; `differences` tell in which ways. */
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
 * Holds an answer against the document and notes the exchange. What the document says nothing about, a path or a
 * method that it does not have, passes.
 *
 * @throws {ContractViolationError} when the answer is not as the contract says.
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
  const answer = { ...response, requestMethod: request.method };
  const differences = diffResponse(
    match.operation,
    answer,
    ignoredHeaders === undefined ? {} : { ignoredHeaders },
  );
  if (differences.length > 0) throw new ContractViolationError(differences);
}
