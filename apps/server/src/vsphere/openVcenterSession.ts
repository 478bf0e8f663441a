import { isJsonObject } from "@gatehouse/contract";
import {
  encodeBasicCredentials,
  type NamedPassword,
  type VcenterConnection,
  type VcenterResponse,
} from "./connectToVcenter.ts";
import { statusFault, VcenterFaultError } from "./VcenterFaultError.ts";

/** The result of vCenter for a password. */
type OpenResult =
  | { readonly kind: "opened"; readonly session: VcenterSession }
  | { readonly kind: "refused" }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** The session API of a vCenter. */
interface SessionDialect {
  readonly path: string;
  /** The request that names the user of a session. */
  readonly whoAmI: { readonly method: "GET" | "POST"; readonly path: string };
  /** Takes the payload out of a response body. */
  unwrap(body: unknown): unknown;
}

/** vCenter 7.0 U2 and later: the vSphere Automation API. */
const automationApi: SessionDialect = {
  path: "/api/session",
  whoAmI: { method: "GET", path: "/api/session" },
  unwrap: (body) => body,
};

/** vCenter 6.5 to 7.0 and govmomi's simulator, which respond with 404 to the API above. */
const restApi: SessionDialect = {
  path: "/rest/com/vmware/cis/session",
  whoAmI: { method: "POST", path: "/rest/com/vmware/cis/session?~action=get" },
  unwrap: (body) => (isJsonObject(body) ? body.value : undefined),
};

/** A session opened in vCenter to find out whether a password is right; deleted at once afterwards. */
export interface VcenterSession {
  /** A secret: any holder of it acts as the user. */
  readonly token: string;
  readonly dialect: SessionDialect;
}

/** Statuses that mean that the session has ended. */
const GONE = [200, 204, 401, 404];

/** Statuses of a vCenter that does not offer the question. */
const NOT_OFFERED = [404, 405, 501];
const LONGEST_NAME = 1024;

/** The older API would otherwise set a cookie beside the token. */
const BY_HEADER = { "vmware-use-header-authn": "true" };
const DEFAULT_RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 60;

/** Text that is valid in a header. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/**
 * Asks vCenter for a session, which it gives to those whose password is right.
 *
 * @throws {VcenterFaultError} when it says neither yes nor no.
 */
export async function openVcenterSession(
  connection: VcenterConnection,
  credentials: NamedPassword,
  signal: AbortSignal,
): Promise<OpenResult> {
  const headers = {
    accept: "application/json",
    authorization: encodeBasicCredentials(credentials),
    ...BY_HEADER,
  };
  const ask = (dialect: SessionDialect) =>
    connection.send({ method: "POST", path: dialect.path, headers, signal });
  const response = await ask(automationApi);
  if (response.status !== 404) return toOpenResult(response, automationApi);
  return toOpenResult(await ask(restApi), restApi);
}

function toOpenResult(response: VcenterResponse, dialect: SessionDialect): OpenResult {
  switch (response.status) {
    case 200:
    case 201:
      return { kind: "opened", session: { token: readToken(response, dialect), dialect } };
    case 401:
      return { kind: "refused" };
    case 429:
      return { kind: "busy", retryAfterSeconds: readRetryAfter(response.retryAfter) };
    default:
      throw statusFault(`POST ${dialect.path}`, response.status);
  }
}

function readToken(response: VcenterResponse, dialect: SessionDialect): string {
  const token = dialect.unwrap(readJson(`POST ${dialect.path}`, response.text));
  if (typeof token === "string" && TOKEN.test(token)) return token;
  throw new VcenterFaultError(
    `vCenter responded to POST ${dialect.path} with something that is no session token.`,
    {
      kind: "content",
      status: response.status,
    },
  );
}

function readRetryAfter(header: string | undefined): number {
  const seconds = /^\d{1,6}$/.test(header ?? "") ? Number(header) : DEFAULT_RETRY_SECONDS;
  return Math.min(Math.max(seconds, 1), LONGEST_RETRY_SECONDS);
}

/**
 * Deletes a session in vCenter.
 *
 * @throws {VcenterFaultError} when vCenter does not confirm it; the session then lives until vCenter's idle limit.
 */
export async function closeVcenterSession(
  connection: VcenterConnection,
  session: VcenterSession,
  signal: AbortSignal,
): Promise<void> {
  const headers = { accept: "application/json", "vmware-api-session-id": session.token };
  const { path } = session.dialect;
  const { status } = await connection.send({ method: "DELETE", path, headers, signal });
  if (!GONE.includes(status)) throw statusFault(`DELETE ${path}`, status);
}

/**
 * Asks vCenter for the full name of the user behind a session.
 *
 * Users may sign in as `administrator`, `ADMINISTRATOR@vsphere.local` or `VSPHERE\administrator`; only vCenter knows
 * which of its users that is.
 *
 * @returns nothing when this vCenter does not support the request
 * @throws {VcenterFaultError} when it sends no valid response.
 */
export async function readVcenterUser(
  connection: VcenterConnection,
  session: VcenterSession,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { method, path } = session.dialect.whoAmI;
  const headers = { accept: "application/json", "vmware-api-session-id": session.token };
  const response = await connection.send({ method, path, headers, signal });
  if (NOT_OFFERED.includes(response.status)) return undefined;
  if (response.status !== 200) throw statusFault(`${method} ${path}`, response.status);
  const facts = session.dialect.unwrap(readJson(`${method} ${path}`, response.text));
  const user = typeof facts === "object" && facts !== null && "user" in facts ? facts.user : undefined;
  if (typeof user === "string" && user.trim() !== "" && user.length <= LONGEST_NAME) return user;
  throw new VcenterFaultError(`vCenter responded to ${method} ${path} without the name of the user.`, {
    kind: "content",
  });
}

/**
 * Parses a response of vCenter.
 *
 * @throws {VcenterFaultError} when it is no JSON. The error of the parser is dropped: it quotes the response, which may
 *   hold a token.
 */
function readJson(call: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new VcenterFaultError(`vCenter responded to ${call} with something that is no JSON.`, {
      kind: "content",
    });
  }
}
