import type { ResponseFacts } from "@gatehouse/contract";

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

/** Reads an answer of `fetch`, of supertest, or one that is told as data. */
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
