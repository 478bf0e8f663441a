import { Agent, request } from "node:http";

const PATH = "/api/admin/v1/sessions";

/** A response, and the time until it was complete. */
export interface TimedResponse {
  /** 0 when the connection failed. */
  readonly status: number;
  readonly token: string | undefined;
  readonly milliseconds: number;
}

/** One request for the sessions resource. */
export interface SessionRequest {
  readonly port: number;
  readonly method: "GET" | "POST" | "DELETE";
  readonly token?: string;
  readonly credentials?: { readonly username: string; readonly password: string };
  /** The loopback address of the sender; such requests share no connection. */
  readonly localAddress?: string;
}

const regulars = new Agent({ keepAlive: true });
/** Each stranger has an address of its own, so none can use the connection of another. */
const strangers = new Agent({ keepAlive: false });

/** Sends a request and waits for the whole response. */
export function sendRequest({
  port,
  method,
  token,
  credentials,
  localAddress,
}: SessionRequest): Promise<TimedResponse> {
  const startedAt = performance.now();
  const headers: Record<string, string> = {};
  if (token !== undefined) headers["x-hm-authorization"] = token;
  if (credentials !== undefined) headers["content-type"] = "application/json";
  const origin = localAddress === undefined ? { agent: regulars } : { agent: strangers, localAddress };
  return new Promise((resolve) => {
    const done = (status: number, issued?: string): void =>
      resolve({ status, token: issued, milliseconds: performance.now() - startedAt });
    const sent = request({ host: "127.0.0.1", port, method, path: PATH, headers, ...origin }, (response) => {
      response.resume();
      const header = response.headers["x-hm-authorization"];
      response.once("end", () =>
        done(response.statusCode ?? 0, typeof header === "string" ? header : undefined),
      );
    });
    sent.once("error", () => done(0));
    sent.end(credentials === undefined ? undefined : JSON.stringify(credentials));
  });
}

/** Closes the persistent connections. */
export function hangUp(): void {
  regulars.destroy();
}
