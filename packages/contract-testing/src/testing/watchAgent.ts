import {
  checkExchange,
  readSupertestResponse,
  type SupertestResponse,
  type WatchOptions,
} from "./checkExchange.ts";

/** The parts of a supertest request that are looked at. */
interface SupertestRequest {
  readonly method: string;
  readonly url: string;
  readonly header: Readonly<Record<string, string>>;
  readonly _data?: unknown;
  expect(check: (response: SupertestResponse & { readonly request: SupertestRequest }) => void): unknown;
}

/** An agent of supertest: what `request.agent(app)` makes. */
interface SupertestAgent {
  use(plugin: never): unknown;
}

/**
 * Makes an agent of supertest validate every response against the document; a test fails by itself when a response
 * violates the contract.
 *
 * @example const agent = watchAgent(request.agent(app), { contract });
 */
export function watchAgent<Agent extends SupertestAgent>(agent: Agent, options: WatchOptions): Agent {
  const plugin = (request: SupertestRequest): void => {
    request.expect((response) => check(options, request, response));
  };
  agent.use(plugin as never);
  return agent;
}

function check(options: WatchOptions, request: SupertestRequest, response: SupertestResponse): void {
  const { pathname, search } = new URL(request.url);
  checkExchange(
    options,
    { method: request.method, target: pathname + search, headers: request.header, body: bodyOf(request) },
    readSupertestResponse(response),
  );
}

/** superagent keeps the body as it was given; objects are sent as JSON unless the test sets another type. */
function bodyOf({ _data: data }: SupertestRequest): string | Uint8Array | undefined {
  if (data === undefined || typeof data === "string" || data instanceof Uint8Array) return data;
  return JSON.stringify(data);
}
