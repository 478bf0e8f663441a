import type { IncomingHttpHeaders } from "node:http";
import type { SecurityHandlers } from "@gatehouse/express-contract";
import { DisagreeingCredentialsError } from "./DisagreeingCredentialsError.ts";
import type { GatehouseBinding } from "./GatehouseBinding.ts";
import { readBearerToken } from "./readBearerToken.ts";
import { TOKEN_HEADER } from "./tokenHeaders.ts";

/**
 * Takes the token of each scheme as it came. Whether it opens a session is decided by the one domain call of the
 * operation, so that the store is visited once.
 */
export const securityHandlers: SecurityHandlers<GatehouseBinding> = {
  XHM_TOKEN: ({ credential, headers }) => assertAgreement(credential, headers),
  AUTHORIZATION: ({ credential }) => readBearerToken(credential),
};

/** The token of `x-hm-authorization`, held against the one of `Authorization` when there is one too (NET-11). */
function assertAgreement(token: string, headers: IncomingHttpHeaders): string {
  const { authorization } = headers;
  if (authorization !== undefined && readBearerToken(authorization) !== token)
    throw new DisagreeingCredentialsError();
  return token;
}

/** The names of the headers that carry a token; values of these never reach a log. */
export const CREDENTIAL_HEADERS = [TOKEN_HEADER, "authorization"] as const;
