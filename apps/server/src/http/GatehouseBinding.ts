import type { operationSecurity, operations, securitySchemes } from "@gatehouse/api-types";
import type { Binding } from "@gatehouse/express-contract";
import type { RequestContext } from "./RequestContext.ts";
import type { securityHeaders } from "./securityHeaders.ts";

/** What each security scheme makes of a request: the token as sent. Only the domain knows whether it opens anything. */
export interface Credentials {
  XHM_TOKEN: string;
  AUTHORIZATION: string;
}

/** How the handlers of this server are bound to the document. */
export interface GatehouseBinding extends Binding {
  operations: operations;
  operationSecurity: operationSecurity;
  securitySchemes: securitySchemes;
  credentials: Credentials;
  context: RequestContext;
  providedHeaders: keyof typeof securityHeaders | "x-transaction-id";
}
