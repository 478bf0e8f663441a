import type { JsonValue, SecurityScheme } from "@gatehouse/contract";

/** The values of the parts of a request, by the key of the part; a part that is absent is not sent. */
export type PartValues = ReadonlyMap<string, JsonValue>;

/** A credential as one request carries it. */
export interface CredentialUse {
  readonly scheme: SecurityScheme;
  readonly text: CredentialText;
  /** The location that gets the credential instead of the documented one. */
  readonly misplaced?: "query" | "cookie" | "header";
}

/** The text that is sent as a credential. */
type CredentialText =
  /** A credential that the server accepts, unchanged. */
  | { readonly kind: "valid" }
  /** One that was made from a valid credential, in code and in the words of a shell. */
  | { readonly kind: "altered"; alter(valid: string): string; alterShell(variable: string): string }
  /** One that the server has not issued. */
  | { readonly kind: "made up"; readonly value: string };

/** A request before it is written. */
export interface Draft {
  readonly method: string;
  readonly values: PartValues;
  readonly credentials: readonly CredentialUse[];
  /** Whether the credentials are those of one of the documented alternatives, valid and in their documented locations. */
  readonly isAuthorized: boolean;
  /** Replaces the documented `Content-Type`; `null` sends none. */
  readonly contentType?: string | null;
  /** Replaces the body of the values. */
  readonly rawBody?: Uint8Array;
}
