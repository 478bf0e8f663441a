import { Client } from "undici";
import { toVcenterFault } from "./VcenterFaultError.ts";

/** The address of vCenter. */
export interface VcenterAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** PEM; instead of the authorities that Node trusts. */
  readonly certificateAuthority: string | undefined;
  /** For TCP and TLS together. */
  readonly connectTimeoutMs: number;
}

/** One call to vCenter. */
interface VcenterRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the call at any point. */
  readonly signal: AbortSignal;
}

/** A response of vCenter, read to its end. */
export interface VcenterResponse {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** One connection to vCenter, for the calls of one sign-in. */
export interface VcenterConnection {
  /**
   * Sends a request and reads the whole response. Redirects are not followed: credentials are sent only to the
   * configured address.
   *
   * @throws {VcenterFaultError} when there is no complete response in time, or it is too large.
   */
  send(request: VcenterRequest): Promise<VcenterResponse>;
  /** Closes the socket, also during a request. */
  close(): Promise<void>;
}

/** The credentials of a sign-in. */
export interface NamedPassword {
  readonly username: string;
  readonly password: string;
}

/** Basic ends the user at the first colon, and forbids control characters in it (RFC 7617 section 2). */
const NOT_IN_A_USERNAME = /[:\p{Cc}]/u;

/** A security token with thousands of groups fits; an endless response does not. */
const LARGEST_RESPONSE_BYTES = 1024 * 1024;

/**
 * Makes a connection to vCenter, opened by the first request.
 *
 * Each sign-in has its own, so that no request meets a socket that the other side has just closed. The certificate is
 * always checked (ASVS 12.3.2), independent of the environment.
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

/** Whether Basic can carry a username unchanged; vCenter has no users whose names it cannot. */
export function fitsBasic(username: string): boolean {
  return username !== "" && username.isWellFormed() && !NOT_IN_A_USERNAME.test(username);
}

/**
 * Makes the value of an `Authorization` header. The password is used unchanged (AUT-02): as Base64 no password can
 * break the header.
 */
export function encodeBasicCredentials({ username, password }: NamedPassword): string {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}
