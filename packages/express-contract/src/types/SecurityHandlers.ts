import type { IncomingHttpHeaders } from "node:http";
import type { SecurityScheme } from "@gatehouse/contract";
import type { CredentialRejection } from "../security/credentialRejection.ts";
import type { Binding, OperationId, SchemeName } from "./Binding.ts";

/** User name and password of HTTP Basic authentication (RFC 7617). */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

/** What a request presents for a scheme: a key, a token, or user name and password. */
export type PresentedCredential<Scheme> = Scheme extends { type: "http"; scheme: "basic" }
  ? BasicCredential
  : string;

/** What a security handler is given. */
export interface SecurityRequest<B extends Binding, Scheme extends SchemeName<B>> {
  /** The credential as received, from its documented location; a handler is not called without one. */
  readonly credential: PresentedCredential<B["securitySchemes"][Scheme]>;
  /** The scopes that the operation asks for. */
  readonly scopes: readonly string[];
  readonly scheme: SecurityScheme;
  readonly operationId: OperationId<B>;
  /** All headers of the request, for schemes that must look further. */
  readonly headers: IncomingHttpHeaders;
  readonly context: B["context"];
}

/** Decides over a presented credential: what it stands for, or `CredentialRejection`. */
export type SecurityHandler<B extends Binding, Scheme extends SchemeName<B>> = (
  request: SecurityRequest<B, Scheme>,
) => CredentialOf<B, Scheme> | CredentialRejection | Promise<CredentialOf<B, Scheme> | CredentialRejection>;

type CredentialOf<B extends Binding, Scheme> = Scheme extends keyof B["credentials"]
  ? B["credentials"][Scheme]
  : never;

/** One handler for each security scheme of the document: a scheme without a handler does not compile. */
export type SecurityHandlers<B extends Binding> = {
  readonly [Scheme in SchemeName<B>]: SecurityHandler<B, Scheme>;
};
