import type { ServerResponse } from "node:http";
import { collectHeaders, type HeadersArgument, readHeadersArgument } from "./collectHeaders.ts";
import { toBuffer } from "./toBuffer.ts";
import type { SeenResponse } from "./watchResponse.ts";

/** A response that is complete and has not been sent. */
export interface HeldResponse extends SeenResponse {
  /** Sends it as it is. */
  release(): void;
  /** Forgets it; the response is as if nothing had been written. */
  discard(): void;
}

type Callback = (error?: Error | null) => void;

/** The headers that a held head names, as if they had been set one by one. */
function setHeaders(res: ServerResponse, argument: HeadersArgument): void {
  const pairs = readHeadersArgument(argument);
  for (const [name] of pairs) res.removeHeader(name);
  for (const [name, value] of pairs) res.appendHeader(name, value);
}

function callbackOf(args: readonly unknown[]): Callback | undefined {
  return args.find((arg): arg is Callback => typeof arg === "function");
}

/**
 * Holds a response back until it is complete: nothing reaches the socket before `release`. Meant for
 * tests and development, since the whole body is kept in memory.
 */
export function holdResponse(res: ServerResponse, onComplete: (held: HeldResponse) => void): void {
  const { writeHead, write, end, flushHeaders } = res;
  const chunks: Buffer[] = [];
  const callbacks: Callback[] = [];
  let complete = false;

  const restore = () => Object.assign(res, { writeHead, write, end, flushHeaders });

  res.flushHeaders = () => undefined;
  res.writeHead = (...args: unknown[]) => {
    const [status, second, third] = args;
    res.statusCode = Number(status);
    if (typeof second === "string") res.statusMessage = second;
    setHeaders(res, (typeof second === "string" ? third : (second ?? third)) as HeadersArgument);
    return res;
  };
  res.write = (...args: unknown[]) => {
    const bytes = toBuffer(args[0], args[1]);
    if (bytes !== undefined) chunks.push(Buffer.from(bytes));
    const callback = callbackOf(args);
    if (callback !== undefined) process.nextTick(callback);
    return true;
  };
  res.end = (...args: unknown[]) => {
    if (complete) return res;
    complete = true;
    const bytes = toBuffer(args[0], args[1]);
    if (bytes !== undefined) chunks.push(bytes);
    const callback = callbackOf(args);
    if (callback !== undefined) callbacks.push(callback);
    const body = Buffer.concat(chunks);
    onComplete({
      status: res.statusCode,
      headers: collectHeaders(res, undefined),
      body,
      release: () => {
        restore();
        res.end(body.length > 0 ? body : undefined, () => {
          for (const done of callbacks) done();
        });
      },
      discard: () => {
        restore();
        for (const name of res.getHeaderNames()) res.removeHeader(name);
        res.statusMessage = "";
      },
    });
    return res;
  };
}
