import type { VcenterConnection, VcenterResponse } from "./connectToVcenter.ts";
import { encodeBasicCredentials, type NamedPassword } from "./encodeBasicCredentials.ts";
import { readJson } from "./readJson.ts";
import { automationApi, restApi, type SessionDialect } from "./SessionDialect.ts";
import { statusFault } from "./statusFault.ts";
import { VcenterFaultError } from "./VcenterFaultError.ts";
import type { VcenterSession } from "./VcenterSession.ts";

/** What vCenter says to a password. */
export type OpenResult =
  | { readonly kind: "opened"; readonly session: VcenterSession }
  | { readonly kind: "refused" }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** The older API would otherwise set a cookie beside the token. */
const BY_HEADER = { "vmware-use-header-authn": "true" };
const DEFAULT_RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 60;
/** What may stand in a header. */
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
  if (response.status !== 404) return judge(response, automationApi);
  return judge(await ask(restApi), restApi);
}

function judge(response: VcenterResponse, dialect: SessionDialect): OpenResult {
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
    `vCenter answered POST ${dialect.path} with something that is no session token.`,
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
