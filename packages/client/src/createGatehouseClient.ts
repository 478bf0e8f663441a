import type { AuthType, paths, SessionCreateRequest, SessionData } from "@gatehouse/api-types";
import createClient, { type Client } from "openapi-fetch";
import { type AbortableCall, BROWSER_HEADERS, type Call, TOKEN_HEADER } from "./call.ts";
import { createQueue } from "./createQueue.ts";
import { InvalidBaseUrlError, unexpectedResponse } from "./errors.ts";
import {
  callCodes,
  failed,
  type Result,
  type SessionFailure,
  type SignInFailure,
  type SignOutFailure,
} from "./failures.ts";
import { createTokenHolder, createTransport, type Fetch, type TokenListener } from "./transport.ts";

/** Options of a client. */
export interface GatehouseClientOptions {
  /** The address of the appliance, such as `https://appliance:9443`; the path prefix of the API is added. */
  readonly baseUrl: string;
  /** @default the global `fetch`, looked up at each call */
  readonly fetch?: Fetch | undefined;
  /**
   * For pages that the appliance serves itself: the browser keeps the token in a cookie that no script can read, so that
   * a reload and further tabs stay signed in. `onToken` is never called then. @default false
   */
  readonly browser?: boolean | undefined;
  /** Called with the token at each sign-in, and with `undefined` at each end of the session. Must not throw. */
  readonly onToken?: TokenListener | undefined;
}

/** Options of each call. */
export interface CallOptions {
  /** Ends the call early; pass `AbortSignal.timeout(milliseconds)` to limit its time. */
  readonly signal?: AbortSignal | undefined;
}

/** Name and password; `authType` names the provider that checks them. @default "local" */
export type Credentials = Omit<SessionCreateRequest, "authType"> & { readonly authType?: AuthType };

/** A client of one appliance, for one user at a time. */
export interface GatehouseClient {
  /**
   * Opens a session; later calls use it. A session that was open before stays live: sign out first to end it.
   *
   * @throws {GatehouseTransportError} when no response of the contract arrives.
   */
  signIn(credentials: Credentials, options?: CallOptions): Promise<Result<SessionData, SignInFailure>>;
  /**
   * Shows the session and restarts its idle limit.
   *
   * @throws {GatehouseTransportError} when no response of the contract arrives.
   */
  session(options?: CallOptions): Promise<Result<SessionData, SessionFailure>>;
  /**
   * Ends the session. Succeeds as well when there is none, or none any more; after a failure the token is kept, so that
   * the call can be made again.
   *
   * @throws {GatehouseTransportError} when no response of the contract arrives.
   */
  signOut(options?: CallOptions): Promise<Result<undefined, SignOutFailure>>;
  /** Every operation of the document, typed; sends the same token and throws the same errors. */
  readonly api: Client<paths>;
}

/** The path of the API below the address of an appliance (`servers` in the document). */
export const API_PREFIX = "/api/admin/v1";

/**
 * Makes the root of the API from the address of an appliance. Error messages do not repeat the address: it could hold a
 * password.
 *
 * @throws {InvalidBaseUrlError} when it is no absolute http or https address, or holds more than scheme, host, port
 *   and the path prefix of a proxy.
 */
function apiRootOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new InvalidBaseUrlError("is not an absolute https address.");
  }
  if (url.username || url.password) throw new InvalidBaseUrlError("holds credentials; give them to signIn.");
  if (url.search || url.hash) throw new InvalidBaseUrlError("holds a query or a fragment.");
  const path = url.pathname.replace(/\/+$/, "");
  if (path.endsWith(API_PREFIX)) {
    throw new InvalidBaseUrlError(`ends in ${API_PREFIX}, which the client adds by itself.`);
  }
  return url.origin + path + API_PREFIX;
}

function sessionDataOf(
  call: Call,
  response: Response,
  body: { readonly data: SessionData | undefined },
): SessionData {
  if (body.data?.user) return body.data;
  throw unexpectedResponse(call, response, { text: "an envelope without data.user." });
}

async function signInBrowser(
  api: Client<paths>,
  call: AbortableCall,
  credentials: Credentials,
): Promise<Result<SessionData, SignInFailure>> {
  const body = { authType: "local", ...credentials } as const;
  const { data, error, response } = await api.POST("/browser-sessions", {
    body,
    signal: call.signal ?? null,
  });
  if (error) return failed(call, callCodes.signIn, { error, response });
  return { ok: true, data: sessionDataOf(call, response, data) };
}

async function signIn(
  api: Client<paths>,
  call: AbortableCall,
  credentials: Credentials,
): Promise<Result<SessionData, SignInFailure>> {
  const body = { authType: "local", ...credentials } as const;
  const { data, error, response } = await api.POST("/sessions", { body, signal: call.signal ?? null });
  if (error) return failed(call, callCodes.signIn, { error, response });
  if (!response.headers.has(TOKEN_HEADER)) {
    const text = `no header ${TOKEN_HEADER}, which a server must expose to pages of another origin.`;
    throw unexpectedResponse(call, response, { text });
  }
  return { ok: true, data: sessionDataOf(call, response, data) };
}

async function showSession(
  api: Client<paths>,
  call: AbortableCall,
): Promise<Result<SessionData, SessionFailure>> {
  const { data, error, response } = await api.GET("/sessions", { signal: call.signal ?? null });
  if (error) return failed(call, callCodes.session, { error, response });
  return { ok: true, data: sessionDataOf(call, response, data) };
}

/** A session that the server no longer knows is signed out (SES-06). */
async function signOut(api: Client<paths>, call: AbortableCall): Promise<Result<undefined, SignOutFailure>> {
  const { error, response } = await api.DELETE("/sessions", { signal: call.signal ?? null });
  if (error && response.status !== 401) return failed(call, callCodes.signOut, { error, response });
  return { ok: true, data: undefined };
}

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
  const { baseUrl, onToken, browser = false, fetch = (url, init) => globalThis.fetch(url, init) } = options;
  const apiRoot = apiRootOf(baseUrl);
  const sessionUrl = `${apiRoot}/sessions`;
  const tokens = createTokenHolder(onToken);
  const api = createClient<paths>({
    baseUrl: apiRoot,
    fetch: createTransport({ fetch, tokens, sessionUrl, headers: browser ? BROWSER_HEADERS : {} }),
  });
  const callOf = (method: string, { signal }: CallOptions = {}, url = sessionUrl): AbortableCall => ({
    method,
    url,
    signal,
  });
  // The cookie of a browser is not seen here, so that only the server knows whether there is a session.
  const isSignedOut = (): boolean => !browser && tokens.current() === undefined;
  // In order, so that the last call wins: a sign-out during a sign-in ends the session that it opens.
  const queue = createQueue();
  return {
    api,
    signIn: (credentials, callOptions) => {
      const call = callOf("POST", callOptions, browser ? `${apiRoot}/browser-sessions` : sessionUrl);
      return queue(call, () => (browser ? signInBrowser : signIn)(api, call, credentials));
    },
    session: (callOptions) => showSession(api, callOf("GET", callOptions)),
    signOut: (callOptions) => {
      const call = callOf("DELETE", callOptions);
      return queue(call, async () => (isSignedOut() ? { ok: true, data: undefined } : signOut(api, call)));
    },
  };
}
