import type { DocumentNode } from "./DocumentNode.ts";

/** The body of one media type. */
export interface MediaTypeView extends DocumentNode {
  /** In lower case, parameters in order. */
  readonly name: string;
  /** The pointer of its schema; undefined allows any value. */
  readonly schema: string | undefined;
}

/** A parameter of an operation, inherited ones included. */
export interface ParameterView extends DocumentNode {
  /** Identifies the parameter in its operation: a path parameter by its position, so that a new name is no new parameter. */
  readonly key: string;
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly schema: string | undefined;
  readonly content: ReadonlyMap<string, MediaTypeView>;
}

/** The body of a request. */
export interface BodyView extends DocumentNode {
  readonly required: boolean;
  readonly content: ReadonlyMap<string, MediaTypeView>;
}

/** A header of a response. */
export interface HeaderView extends DocumentNode {
  readonly name: string;
  readonly required: boolean;
  readonly schema: string | undefined;
  readonly content: ReadonlyMap<string, MediaTypeView>;
}

/** A response of an operation. */
export interface ResponseView extends DocumentNode {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, HeaderView>;
  readonly content: ReadonlyMap<string, MediaTypeView>;
  readonly links: ReadonlyMap<string, DocumentNode>;
}

/** One way to meet a security requirement: by the name of a scheme the scopes it takes. */
export type SecurityAlternative = ReadonlyMap<string, readonly string[]>;

/** What an operation asks of a caller. */
export interface SecurityView {
  readonly pointer: string;
  readonly alternatives: readonly SecurityAlternative[];
}

/** `GET /pets/{id}` */
export function operationName({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method.toUpperCase()} ${path}`;
}

/** An operation of the document, of a webhook or of a callback. */
export interface OperationView extends DocumentNode {
  readonly method: string;
  /** The path, the name of the webhook, or the expression of the callback. */
  readonly path: string;
  /** The path without the names of its parameters; two of the same shape are the same path. */
  readonly shape: string;
  readonly id: string | undefined;
  readonly deprecated: boolean;
  /** The date of `x-sunset`. */
  readonly sunset: string | undefined;
  readonly parameters: ReadonlyMap<string, ParameterView>;
  readonly body: BodyView | undefined;
  readonly responses: ReadonlyMap<string, ResponseView>;
  readonly security: SecurityView;
  /** The servers of its own, or of its path item; undefined where those of the document hold. */
  readonly servers: readonly DocumentNode[] | undefined;
  /** By name, and by expression and method, the operations that the server calls. */
  readonly callbacks: ReadonlyMap<string, ReadonlyMap<string, OperationView>>;
}
