import { type Call, TOKEN_HEADER } from "./call.ts";
import { abortError, networkError, unexpectedResponse } from "./errors.ts";

/** The argument of a custom fetch; a part of the standard `RequestInit`. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/** The parts of a response that the client reads; a part of the standard `Response`. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { forEach(visit: (value: string, name: string) => void): void };
  text(): Promise<string>;
}

/**
 * A custom fetch: the global one, undici's, or a wrapper that adds a private CA.
 *
 * It is called with a URL and an init object and never with a `Request`, because implementations do not accept each
 * other's `Request` objects.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** Called with the token at each change; with `undefined` when the client no longer holds one. */
export type TokenListener = (token: string | undefined) => void;

/** Holds the session token. */
interface TokenHolder {
  current(): string | undefined;
  hold(token: string): void;
  /** Drops the token, unless another one has replaced it. */
  drop(token: string | undefined): void;
}

/** Creates a holder that keeps the token in a closure, where it cannot be printed. */
export function createTokenHolder(listener: TokenListener | undefined): TokenHolder {
  let held: string | undefined;
  const change = (token: string | undefined): void => {
    if (token === held) return;
    held = token;
    listener?.(token);
  };
  return {
    current: () => held,
    hold: change,
    drop: (token) => {
      if (token === held) change(undefined);
    },
  };
}

/** A response whose body was read to the end. */
interface ReceivedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The common part of every response of the contract. */
interface Envelope {
  readonly success: boolean;
  readonly errorCode?: unknown;
}

function isEnvelope(body: unknown): body is Envelope {
  return typeof body === "object" && body !== null && "success" in body && typeof body.success === "boolean";
}

/**
 * Reads the contract's envelope; its `success` must agree with the status.
 *
 * @throws {GatehouseTransportError} `UNEXPECTED_ANSWER` for anything else: a redirect, the page of a proxy, broken JSON.
 */
function readEnvelope(call: Call, response: ReceivedResponse): Envelope {
  const { status, headers, text } = response;
  // Browsers hide a redirect that they do not follow behind the status 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    throw unexpectedResponse(call, response, { text: "a redirect, which the client does not follow." });
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    const mediaType = headers.get("content-type") ?? "no media type";
    throw unexpectedResponse(call, response, { text: `a body that is not JSON (${mediaType}).`, cause });
  }
  const isSuccess = status < 300;
  if (!isEnvelope(body) || body.success !== isSuccess) {
    throw unexpectedResponse(call, response, { text: `a body without "success": ${isSuccess}.` });
  }
  return body;
}

async function initOf(
  request: Request,
  token: string | undefined,
  usual: Readonly<Record<string, string>>,
): Promise<FetchInit> {
  const headers: Record<string, string> = { accept: "application/json", ...usual };
  if (token !== undefined) headers[TOKEN_HEADER] = token;
  request.headers.forEach((value, name) => {
    headers[name] = value;
  });
  const body = await request.text();
  return {
    method: request.method,
    headers,
    // A followed redirect would send the token to another address.
    redirect: "manual",
    signal: request.signal,
    ...(body === "" ? {} : { body }),
  };
}

async function receive(fetch: Fetch, url: string, init: FetchInit): Promise<ReceivedResponse> {
  const response = await fetch(url, init);
  const headers = new Headers();
  response.headers.forEach((value, name) => {
    headers.append(name, value);
  });
  return { status: response.status, headers, text: await response.text() };
}

/** Options of a transport. */
interface TransportOptions {
  readonly fetch: Fetch;
  readonly tokens: TokenHolder;
  /** The address of the caller's session. */
  readonly sessionUrl: string;
  /** Sent with every call. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Creates the layer between openapi-fetch and the network: it adds the token, keeps a new one, drops an ended one, and
 * accepts only the envelope of the contract.
 *
 * The returned function throws only `GatehouseTransportError`.
 */
export function createTransport({ fetch, tokens, sessionUrl, headers }: TransportOptions) {
  return async (request: Request): Promise<Response> => {
    const { method, signal } = request;
    const call: Call = { method, url: request.url.replace(/\?.*/, "") };
    if (signal.aborted) throw abortError(call, signal);
    const isSignIn = method === "POST" && call.url === sessionUrl;
    const isSignOut = method === "DELETE" && call.url === sessionUrl;

    const init = await initOf(request, isSignIn ? undefined : tokens.current(), headers);
    const response = await receive(fetch, request.url, init).catch((cause: unknown) => {
      throw signal.aborted ? abortError(call, signal) : networkError(call, cause);
    });

    const { success, errorCode } = readEnvelope(call, response);
    const newToken = success ? response.headers.get(TOKEN_HEADER) : null;
    // A wrong password is a 401 too; it does not end the session.
    const isSessionGone = response.status === 401 && errorCode !== "INVALID_CREDENTIALS";
    if (newToken) tokens.hold(newToken);
    else if (isSessionGone || (isSignOut && success)) tokens.drop(init.headers[TOKEN_HEADER]);
    return new Response(response.text, { status: response.status, headers: response.headers });
  };
}
