import type { JsonValue } from "../Contract.ts";

/** A request to an operation: read and decoded, not yet checked. */
export interface RequestFacts {
  /** Decoded, by name, as `match` gives them. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The query as it came, without `?`; empty where there is none. */
  readonly rawQuery: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Decoded, by name; looked at only where the operation has cookie parameters. */
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** The key of the document's `content` map that the body falls under; `undefined` where no body came. */
  readonly contentType: string | undefined;
  /** JSON value, form fields, text or bytes; `undefined` where no body came. */
  readonly body: unknown;
}

/** The parameters and body of an accepted request: converted as the schemas say, defaults filled in. */
export interface AcceptedValues {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** By the names of the document. */
  readonly header: Readonly<Record<string, unknown>>;
  /** As texts: checked against their schemas, but not converted. */
  readonly cookie: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What the checks found out: a request that is not accepted may still be right, only another judge has to say. */
export type Acceptance =
  | { readonly accepted: true; readonly values: AcceptedValues }
  | { readonly accepted: false };

/** The compiled checks of one operation. */
export interface RequestChecks {
  /** Accepts what is certainly right. The body given is never changed. */
  accept(request: RequestFacts): Acceptance;
}

/** A schema of a request as it goes to the compiler. */
export type RequestSchema = { readonly [keyword: string]: JsonValue };
