import { type Authenticator, SYSTEM_ADMINISTRATOR } from "@gatehouse/sessions";
import { ONE_TIME_PASSWORD_LIFETIME_SECONDS } from "../accounts/oneTimePassword.ts";
import type { Logger } from "../logging/createLogger.ts";

const USED_UP =
  "A sign-in used a first password that has opened its session already, or has expired. The response said that name or password is wrong. Set a new one with: gatehouse accounts password";

/** Adds the first administrator. */
export const ADD_ACCOUNT = `gatehouse accounts add admin --role '${SYSTEM_ADMINISTRATOR}'`;

const FIRST_PASSWORD_DAYS = ONE_TIME_PASSWORD_LIFETIME_SECONDS / 86_400;

/** The text for the operator when the server has started. */
export interface StartFacts {
  readonly host: string;
  readonly port: number;
  /** Whether the console is served. */
  readonly hasConsole: boolean;
  /** The origin for monitors, `http://<host>:<port>`; absent without a listener. */
  readonly managementOrigin: string | undefined;
  /** SHA-256 of the certificate; absent with plain HTTP. */
  readonly fingerprint: string | undefined;
  /** The certificate to trust with `curl --cacert`; absent with plain HTTP or an operator's own certificate. */
  readonly certificateFile: string | undefined;
  /** The password that was made for `admin` at the first start. */
  readonly newAdminPassword: string | undefined;
  /** The account that an operator can sign in with; absent where there is none. */
  readonly signInName: string | undefined;
  /** The weaknesses of the password that the operator chose for `admin`, at the first start. */
  readonly adminPasswordWeaknesses: readonly string[];
}

/** Makes the lines that are printed when the server has started. */
export function describeStart(facts: StartFacts): string {
  const host = reachableHost(facts.host);
  const origin = `${facts.fingerprint === undefined ? "http" : "https"}://${host}:${facts.port}`;
  const lines = [
    "Gatehouse is ready.",
    "",
    ...(facts.hasConsole ? [`  console       ${origin}/`] : []),
    `  API           ${origin}/api/admin/v1`,
    `  document      ${origin}/openapi.yaml`,
  ];
  if (facts.managementOrigin !== undefined)
    lines.push(`  monitors      ${facts.managementOrigin}/readyz, /metrics`);
  if (facts.fingerprint !== undefined) lines.push(`  certificate   SHA-256 ${facts.fingerprint}`);
  if (facts.newAdminPassword !== undefined) {
    lines.push(
      "",
      `  The password of admin is  ${facts.newAdminPassword}`,
      `  It is shown only once, and opens one session within ${FIRST_PASSWORD_DAYS} days: change it in that session. A second`,
      '  sign-in with it gets "Invalid username or password."; set a new one then, or at any time, with:',
      "  gatehouse accounts password admin",
    );
  }
  if (facts.adminPasswordWeaknesses.length > 0) {
    lines.push("", `  The password of admin is weak: ${facts.adminPasswordWeaknesses.join(" ")}`);
  }
  const { signInName } = facts;
  if (signInName === undefined)
    lines.push("", `  There is no account to sign in with. Add one: ${ADD_ACCOUNT}`);
  else lines.push("", "  Sign in:", "", `  ${signInLine(origin, { ...facts, signInName })}`);
  return [...lines, "", ""].join("\n");
}

/** An address that listens everywhere is no address to call. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function signInLine(origin: string, facts: StartFacts & { readonly signInName: string }): string {
  const trust = facts.certificateFile === undefined ? "" : ` --cacert '${facts.certificateFile}'`;
  const password = facts.newAdminPassword ?? "<password>";
  const body = JSON.stringify({ username: facts.signInName, password }).replaceAll("'", "'\\''");
  return `curl -i${trust} ${origin}/api/admin/v1/sessions -H 'content-type: application/json' -d '${body}'`;
}

/**
 * Logs that a first password is used a second time. The response does not say so: it would confirm to a finder of the
 * password that it was right (AUT-04). Only the correct password leads here, so other clients cannot fill the log with
 * it.
 */
export function explainFirstPassword(
  authenticator: Authenticator,
  logger: Pick<Logger, "warn">,
): Authenticator {
  return {
    ...authenticator,
    async authenticate(credentials) {
      const outcome = await authenticator.authenticate(credentials);
      if (outcome.kind === "refused" && outcome.reason === "expired") {
        logger.warn(`${USED_UP} ${credentials.username}`, { username: credentials.username });
      }
      return outcome;
    },
  };
}
