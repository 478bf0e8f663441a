import type { paths } from "@gatehouse/api-types";
import createClient from "openapi-fetch";
import { apiRootOf } from "./apiRootOf.ts";
import { showSession } from "./calls/showSession.ts";
import { signIn } from "./calls/signIn.ts";
import { signOut } from "./calls/signOut.ts";
import type { CallOptions, GatehouseClient, GatehouseClientOptions } from "./GatehouseClient.ts";
import type { AbortableCall } from "./transport/Call.ts";
import { createQueue } from "./transport/createQueue.ts";
import { createTokenHolder } from "./transport/createTokenHolder.ts";
import { createTransport } from "./transport/createTransport.ts";

/**
 * Makes a client that holds its session token in memory only.
 *
 * @example
 * const gatehouse = createGatehouseClient({ baseUrl: "https://appliance:9443" });
 * const { data, error } = await gatehouse.signIn({ username, password });
 *
 * @throws {InvalidBaseUrlError} when `baseUrl` is not the address of an appliance.
 */
export function createGatehouseClient(options: GatehouseClientOptions): GatehouseClient {
  const { baseUrl, onToken, fetch = (url, init) => globalThis.fetch(url, init) } = options;
  const apiRoot = apiRootOf(baseUrl);
  const sessionUrl = `${apiRoot}/sessions`;
  const tokens = createTokenHolder(onToken);
  const api = createClient<paths>({
    baseUrl: apiRoot,
    fetch: createTransport({ fetch, tokens, sessionUrl }),
  });
  const callOf = (method: string, { signal }: CallOptions = {}): AbortableCall => ({
    method,
    url: sessionUrl,
    signal,
  });
  // One after the other, so that the last call decides: a sign-out during a sign-in ends the session that it opens.
  const queue = createQueue();
  return {
    api,
    signIn: (credentials, callOptions) => {
      const call = callOf("POST", callOptions);
      return queue(call, () => signIn(api, call, credentials));
    },
    session: (callOptions) => showSession(api, callOf("GET", callOptions)),
    signOut: (callOptions) => {
      const call = callOf("DELETE", callOptions);
      return queue(call, () => signOut(api, call, tokens));
    },
  };
}
