import { abortFault } from "../errors/abortFault.ts";
import { networkFault } from "../errors/networkFault.ts";
import type { Call } from "./Call.ts";
import type { TokenHolder } from "./createTokenHolder.ts";
import type { Fetch, FetchInit } from "./Fetch.ts";
import { TOKEN_HEADER } from "./headerNames.ts";
import type { ReceivedAnswer } from "./ReceivedAnswer.ts";
import { readEnvelope } from "./readEnvelope.ts";

/** What a transport is made of. */
export interface TransportParts {
  readonly fetch: Fetch;
  readonly tokens: TokenHolder;
  /** The address of the caller's session. */
  readonly sessionUrl: string;
}

async function initOf(request: Request, token: string | undefined): Promise<FetchInit> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (token !== undefined) headers[TOKEN_HEADER] = token;
  request.headers.forEach((value, name) => {
    headers[name] = value;
  });
  const body = await request.text();
  return {
    method: request.method,
    headers,
    // A redirect that fetch follows by itself would carry the token to wherever it points.
    redirect: "manual",
    signal: request.signal,
    ...(body === "" ? {} : { body }),
  };
}

async function receive(fetch: Fetch, url: string, init: FetchInit): Promise<ReceivedAnswer> {
  const answer = await fetch(url, init);
  const headers = new Headers();
  answer.headers.forEach((value, name) => {
    headers.append(name, value);
  });
  return { status: answer.status, headers, text: await answer.text() };
}

/**
 * Makes what stands between openapi-fetch and the network: it adds the token, keeps the one that an answer brings,
 * drops the one that an answer ends, and lets only the contract's envelope through.
 *
 * The returned function throws `GatehouseTransportError` and nothing else.
 */
export function createTransport({ fetch, tokens, sessionUrl }: TransportParts) {
  return async (request: Request): Promise<Response> => {
    const { method, signal } = request;
    const call: Call = { method, url: request.url.replace(/\?.*/, "") };
    if (signal.aborted) throw abortFault(call, signal);
    const isSignIn = method === "POST" && call.url === sessionUrl;
    const isSignOut = method === "DELETE" && call.url === sessionUrl;

    const init = await initOf(request, isSignIn ? undefined : tokens.current());
    const answer = await receive(fetch, request.url, init).catch((cause: unknown) => {
      throw signal.aborted ? abortFault(call, signal) : networkFault(call, cause);
    });

    const { success, errorCode } = readEnvelope(call, answer);
    const brought = success ? answer.headers.get(TOKEN_HEADER) : null;
    // A wrong password is a 401 too, and says nothing about the session.
    const isRefused = answer.status === 401 && errorCode !== "INVALID_CREDENTIALS";
    if (brought) tokens.hold(brought);
    else if (isRefused || (isSignOut && success)) tokens.drop(init.headers[TOKEN_HEADER]);
    return new Response(answer.text, { status: answer.status, headers: answer.headers });
  };
}
