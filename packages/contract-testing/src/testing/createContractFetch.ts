import { checkExchange, readFetchResponse, type WatchOptions } from "./checkExchange.ts";

/** What a watching `fetch` needs beside what is to be watched. */
export interface ContractFetchOptions extends WatchOptions {
  /** @default the global `fetch` */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Makes a `fetch` that validates every response against the document before it returns it.
 *
 * Its promise rejects with a `ContractViolationError` when a response violates the contract.
 */
export function createContractFetch(options: ContractFetchOptions): typeof globalThis.fetch {
  const send = options.fetch ?? globalThis.fetch;
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = new Uint8Array(await request.clone().arrayBuffer());
    const response = await send(request);
    checkExchange(
      options,
      { method: request.method, target: pathname + search, headers: request.headers, body },
      await readFetchResponse(response),
    );
    return response;
  };
}
