import type { JsonValue, SecurityScheme } from "@gatehouse/contract";

/** The values of the parts of a request, by the key of the part; a part that is absent is not sent. */
export type PartValues = ReadonlyMap<string, JsonValue>;

/** A credential as one request carries it. */
export interface CredentialUse {
  readonly scheme: SecurityScheme;
  readonly text: CredentialText;
  /** Where the credential goes instead of the documented place. */
  readonly misplaced?: "query" | "cookie" | "header";
}

/** What stands in the place of a credential. */
export type CredentialText =
  /** A credential that the server accepts, unchanged. */
  | { readonly kind: "valid" }
  /** One that was made from a valid credential, in code and in the words of a shell. */
  | { readonly kind: "altered"; alter(valid: string): string; alterShell(variable: string): string }
  /** One that nobody has. */
  | { readonly kind: "made up"; readonly value: string };

/** A request before it is written. */
export interface Draft {
  readonly method: string;
  readonly values: PartValues;
  readonly credentials: readonly CredentialUse[];
  /** Whether the credentials are those of one of the documented alternatives, valid and in their places. */
  readonly isAuthorized: boolean;
  /** Takes the place of the documented `Content-Type`; `null` sends none. */
  readonly contentType?: string | null;
  /** Takes the place of the body that the values make. */
  readonly rawBody?: Uint8Array;
}
