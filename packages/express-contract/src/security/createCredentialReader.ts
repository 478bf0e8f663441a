import type { IncomingHttpHeaders } from "node:http";
import { parse as parseQuery } from "node:querystring";
import { cookieValues, type SecurityScheme } from "@gatehouse/contract";
import type { BasicCredential } from "../types/SecurityHandlers.ts";

/** The parts of a request that a credential can travel in. */
export interface CredentialSource {
  readonly headers: IncomingHttpHeaders;
  /** The raw query without `?`; empty where there is none. */
  readonly query: string;
}

/** Takes the credential of one scheme out of a request; `undefined` where the request has none. */
export type CredentialReader = (source: CredentialSource) => string | BasicCredential | undefined;

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
export function createCredentialReader(scheme: SecurityScheme): CredentialReader {
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
