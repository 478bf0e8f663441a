import type { IncomingHttpHeaders } from "node:http";
import { parse as parseQuery } from "node:querystring";
import {
  cookieValues,
  type Operation,
  type SecurityRequirement,
  type SecurityScheme,
} from "@gatehouse/contract";
import { ForbiddenError, UnauthenticatedError } from "../errors.ts";
import type { BasicCredential } from "../types/SecurityHandlers.ts";
import { CredentialRejection } from "./credentialRejection.ts";

/** What the gate hands to a security handler; `SecurityRequest` is its typed face. */
interface SecurityCall {
  readonly credential: string | BasicCredential;
  readonly scopes: readonly string[];
  readonly scheme: SecurityScheme;
  readonly operationId: string;
  readonly headers: IncomingHttpHeaders;
  readonly context: unknown;
}

/** A security handler without its types. */
export type UntypedSecurityHandler = (call: SecurityCall) => unknown;

/** The credentials of a request that passed, by scheme. */
export type Credentials = Readonly<Record<string, unknown>>;

/** One request at the gate. */
interface GateRequest extends CredentialSource {
  readonly context: unknown;
}

/**
 * Checks the security requirements of one operation.
 *
 * @throws UnauthenticatedError when no alternative is met
 * @throws ForbiddenError when no alternative is met and a handler rejected with `forbidden`
 */
export type SecurityGate = (request: GateRequest) => Credentials | Promise<Credentials>;

/** Options of a gate. */
interface SecurityGateOptions {
  readonly operation: Operation;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  readonly handlers: Readonly<Record<string, UntypedSecurityHandler>>;
}

/** One scheme of one alternative with its handler. */
interface SecurityCheck {
  readonly schemeName: string;
  /** The same for the same scheme with the same scopes. */
  readonly key: string;
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
  readonly operationId: string;
  readonly read: CredentialReader;
  readonly handle: UntypedSecurityHandler;
}

/** The checks of an operation, and what is left when none is met. */
interface GatePlan {
  /** Each with the checks that must all be met. */
  readonly alternatives: readonly (readonly SecurityCheck[])[];
  /** The usual challenges of all schemes. */
  readonly challenges: readonly string[];
  /** The credentials of the anonymous alternative, where there is one. */
  readonly fallback: Credentials | undefined;
}

const ANONYMOUS: Credentials = Object.freeze({});

/**
 * Makes the gate of one operation: OR between alternatives in the order of the document, AND within one, stop at the
 * first that is met. The anonymous alternative `{}` is tried last, so that credentials which are sent are used
 * (OpenAPI 3.1, 4.8.30).
 */
export function createSecurityGate(options: SecurityGateOptions): SecurityGate {
  const { security } = options.operation;
  if (security.length === 0) return () => ANONYMOUS;
  const alternatives = security
    .filter((alternative) => alternative.length > 0)
    .map((alternative) => alternative.map((requirement) => toCheck(requirement, options)));
  const fallback = alternatives.length < security.length ? ANONYMOUS : undefined;
  const challenges = [...new Set(alternatives.flat().flatMap(({ scheme }) => challengeOf(scheme) ?? []))];
  const plan = { alternatives, challenges, fallback };
  return (request) => pass(plan, request, new Map());
}

function toCheck(requirement: SecurityRequirement, options: SecurityGateOptions): SecurityCheck {
  const { scheme: schemeName, scopes } = requirement;
  const scheme = options.schemes.get(schemeName);
  const handle = options.handlers[schemeName];
  if (scheme === undefined || handle === undefined) {
    // The router compares the document with the handlers before it makes any gate.
    throw new TypeError(`No handler for the security scheme "${schemeName}".`);
  }
  const read = createCredentialReader(scheme);
  const key = `${schemeName} ${scopes.join(" ")}`;
  return { schemeName, key, scheme, scopes, operationId: options.operation.id, read, handle };
}

/**
 * The challenge that a scheme asks with when its handler gives none (RFC 9110, 11.6.1). API keys and mutual TLS have
 * no registered scheme; their challenge names the location of the credential.
 */
function challengeOf(scheme: SecurityScheme): string | undefined {
  switch (scheme.type) {
    case "apiKey":
      return scheme.in === "header"
        ? `ApiKey header="${scheme.parameterName}"`
        : `ApiKey ${scheme.in}="${scheme.parameterName}"`;
    case "http":
      return scheme.scheme === "basic"
        ? 'Basic realm="api", charset="UTF-8"'
        : `${(scheme.scheme ?? "bearer").replace(/^./, (first) => first.toUpperCase())} realm="api"`;
    case "oauth2":
    case "openIdConnect":
      return 'Bearer realm="api"';
    case "mutualTLS":
      return undefined;
  }
}

function callHandler(
  check: SecurityCheck,
  request: GateRequest,
  credential: string | BasicCredential,
): unknown {
  const { scopes, scheme, operationId } = check;
  const { headers, context } = request;
  return check.handle({ credential, scopes, scheme, operationId, headers, context });
}

/** Also a promise of another implementation: taken for a credential, it would admit every client. */
function isPending(result: unknown): result is PromiseLike<unknown> {
  return typeof result === "object" && result !== null && "then" in result;
}

/** What is known when no alternative of an operation is met. */
interface FailedAttempt {
  readonly rejections: readonly CredentialRejection[];
  /** Whether the request carried any credential of any alternative. */
  readonly presented: boolean;
  readonly challenges: readonly string[];
}

/** One good credential without the right makes it 403; anything else is 401. */
function errorOf({
  rejections,
  presented,
  challenges,
}: FailedAttempt): ForbiddenError | UnauthenticatedError {
  const forbidden = rejections.find(({ kind }) => kind === "forbidden");
  if (forbidden !== undefined) return new ForbiddenError(forbidden.reason);
  const given = rejections.flatMap(({ challenge }) => challenge ?? []);
  return new UnauthenticatedError(given.length > 0 ? [...new Set(given)] : challenges, presented);
}

/** Results by scheme and scopes: in whichever alternative these stand, the handler is called once. */
type Results = Map<string, unknown>;

/** As long as handlers return no promise, this does not either; else it begins anew with each result that came. */
function pass(plan: GatePlan, request: GateRequest, results: Results): Credentials | Promise<Credentials> {
  const rejections = new Set<CredentialRejection>();
  let presented = false;
  for (const checks of plan.alternatives) {
    const given = presentedOf(checks, request);
    if (given !== "none") presented = true;
    // An alternative that lacks one credential cannot be met, so none of its handlers is called.
    if (given !== "all") continue;
    const outcome = tryAlternative(checks, request, results);
    if (outcome instanceof Promise) return outcome.then(() => pass(plan, request, results));
    if (!(outcome instanceof CredentialRejection)) return outcome;
    rejections.add(outcome);
  }
  if (plan.fallback !== undefined) return plan.fallback;
  throw errorOf({ rejections: [...rejections], presented, challenges: plan.challenges });
}

/** How many of the credentials that an alternative asks for the request carries. */
function presentedOf(checks: readonly SecurityCheck[], request: GateRequest): "all" | "none" | "some" {
  let present = 0;
  for (const { read } of checks) if (read(request) !== undefined) present += 1;
  if (present === 0) return "none";
  return present === checks.length ? "all" : "some";
}

/** The credentials when all schemes of the alternative accept; a promise where a result is to come first. */
function tryAlternative(
  checks: readonly SecurityCheck[],
  request: GateRequest,
  results: Results,
): Credentials | CredentialRejection | Promise<void> {
  const credentials: Record<string, unknown> = {};
  for (const check of checks) {
    const { key } = check;
    if (!results.has(key)) {
      const result = callHandler(check, request, check.read(request) ?? "");
      if (isPending(result)) {
        return Promise.resolve(result).then((settled) => void results.set(key, settled));
      }
      results.set(key, result);
    }
    const result = results.get(key);
    if (result instanceof CredentialRejection) return result;
    credentials[check.schemeName] = result;
  }
  return credentials;
}

/** The parts of a request that a credential can travel in. */
interface CredentialSource {
  readonly headers: IncomingHttpHeaders;
  /** The raw query without `?`; empty where there is none. */
  readonly query: string;
}

/** Takes the credential of one scheme out of a request; `undefined` where the request has none. */
type CredentialReader = (source: CredentialSource) => string | BasicCredential | undefined;

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function readApiKey(scheme: SecurityScheme): CredentialReader {
  const name = scheme.parameterName ?? "";
  switch (scheme.in) {
    case "query":
      // Two values for one key leave open which of them counts, so they count as none.
      return ({ query }) => single(parseQuery(query)[name]);
    case "cookie":
      return ({ headers }) => single(cookieValues(headers.cookie).get(name));
    default: {
      const header = name.toLowerCase();
      return ({ headers }) => single(headers[header]);
    }
  }
}

/** The part of `Authorization` after the scheme's name, which must match whole and in any case (RFC 9110, 11.1). */
function readAuthorization(schemeName: string): (source: CredentialSource) => string | undefined {
  const length = schemeName.length;
  return ({ headers }) => {
    const value = headers.authorization;
    if (value === undefined || value.length <= length || value[length] !== " ") return undefined;
    if (value.slice(0, length).toLowerCase() !== schemeName) return undefined;
    return single(value.slice(length + 1).trim());
  };
}

/** Reads user name and password of HTTP Basic (RFC 7617, 2); malformed ones count as none. */
function readBasic(): CredentialReader {
  const read = readAuthorization("basic");
  return (source) => {
    const encoded = read(source);
    if (encoded === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
    const text = Buffer.from(encoded, "base64").toString("utf8");
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
  };
}

/**
 * Makes the reader of one security scheme. OAuth 2 and OpenID Connect travel as bearer tokens
 * (RFC 6750, 2.1); mutual TLS travels below HTTP and always reads as an empty credential, so that its
 * handler decides by the context.
 */
function createCredentialReader(scheme: SecurityScheme): CredentialReader {
  switch (scheme.type) {
    case "apiKey":
      return readApiKey(scheme);
    case "http":
      return scheme.scheme === "basic" ? readBasic() : readAuthorization(scheme.scheme ?? "bearer");
    case "oauth2":
    case "openIdConnect":
      return readAuthorization("bearer");
    case "mutualTLS":
      return () => "";
  }
}
