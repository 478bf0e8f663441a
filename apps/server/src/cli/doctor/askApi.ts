import { once } from "node:events";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { performance } from "node:perf_hooks";

const TIMEOUT_MILLISECONDS = 5000;
const PATH = "/api/admin/v1/sessions";

/** What the API said to somebody without a token. */
export interface ApiAnswer {
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly milliseconds: number;
}

/** Asks the API for a session without a token. Nothing secret is sent, so the certificate is not checked here. */
export async function askApi(origin: string): Promise<ApiAnswer> {
  const start = performance.now();
  const url = new URL(PATH, reachable(origin));
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const request =
    url.protocol === "https:"
      ? tlsRequest(url, { signal, rejectUnauthorized: false, agent: false })
      : plainRequest(url, { signal, agent: false });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const body = await response.setEncoding("utf8").toArray();
  return {
    status: response.statusCode ?? 0,
    errorCode: errorCodeOf(body.join("")),
    milliseconds: performance.now() - start,
  };
}

/** An address that listens everywhere is no address to call. */
export function reachable(origin: string): string {
  return origin.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

function errorCodeOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && "errorCode" in value;
    return isObject ? String(value.errorCode) : undefined;
  } catch {
    return undefined;
  }
}
