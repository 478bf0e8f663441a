import { Client } from "undici";
import { toVcenterFault } from "./toVcenterFault.ts";

/** Where and how vCenter is reached. */
export interface VcenterAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** PEM; instead of the authorities that Node trusts. */
  readonly certificateAuthority: string | undefined;
  /** For TCP and TLS together. */
  readonly connectTimeoutMs: number;
}

/** One call to vCenter. */
export interface VcenterRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the call, whatever it is doing. */
  readonly signal: AbortSignal;
}

/** What vCenter answered, read to its end. */
export interface VcenterResponse {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** One connection to vCenter, for the calls of one sign-in. */
export interface VcenterConnection {
  /**
   * Sends a request and reads the whole answer. Redirects are answers like any other: credentials go to the configured
   * place only.
   *
   * @throws {VcenterFaultError} when there is no complete answer in time, or it is too large.
   */
  send(request: VcenterRequest): Promise<VcenterResponse>;
  /** Closes the socket, whatever is under way. */
  close(): Promise<void>;
}

/** A security token with thousands of groups fits; a runaway answer does not. */
const LARGEST_RESPONSE_BYTES = 1024 * 1024;

/**
 * Makes a connection to vCenter, opened by the first request.
 *
 * Each sign-in has its own, so that no request meets a socket that the other side has just closed. The certificate is
 * always checked (ASVS 12.3.2), whatever the environment says.
 */
export function connectToVcenter(address: VcenterAddress): VcenterConnection {
  const { origin, certificateAuthority, connectTimeoutMs } = address;
  const client = new Client(origin, {
    allowH2: false,
    maxResponseSize: LARGEST_RESPONSE_BYTES,
    connect: {
      rejectUnauthorized: true,
      minVersion: "TLSv1.2",
      timeout: connectTimeoutMs,
      ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
    },
  });
  return {
    async send({ method, path, headers, body, signal }) {
      try {
        const response = await client.request({ method, path, headers, body: body ?? null, signal });
        const retryAfter = response.headers["retry-after"];
        return {
          status: response.statusCode,
          retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
          text: await response.body.text(),
        };
      } catch (error) {
        throw toVcenterFault(`${method} ${path}`, error);
      }
    },
    close: () => client.destroy(),
  };
}
