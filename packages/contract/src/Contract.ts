/** Any value that JSON can carry. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A JSON object, as it stands in an OpenAPI document. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** A location in a source file; line and column count from 1. */
export interface SourceLocation {
  /** Path of the file, relative to the folder of the document's entry file where possible. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A location as editors and terminals link it: `file:line:column`. */
export function formatLocation({ file, line, column }: SourceLocation): string {
  return `${file}:${line}:${column}`;
}

/** An object of the document, with its location. */
export interface Located {
  /** JSON pointer (RFC 6901) into the bundled document. */
  readonly pointer: string;
  readonly location: SourceLocation;
}

/** The HTTP methods that have a field of their own in a path item (OpenAPI 3.1.1, 4.8.9; `query` since 3.2). */
export const HTTP_METHODS = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
  "query",
] as const;

/**
 * A method of a path item in lower case: one of `HTTP_METHODS`, or one of `additionalOperations` (OpenAPI 3.2). Of those
 * that differ by case alone it is the first.
 */
export type HttpMethod = (typeof HTTP_METHODS)[number] | (string & {});

/** Where a parameter travels. */
export type ParameterLocation = "path" | "query" | "header" | "cookie";

/** A named example of a media type, parameter or header. */
export interface Example extends Located {
  readonly name: string;
  readonly summary: string | undefined;
  readonly value: JsonValue;
}

/** One entry of a `content` map. */
export interface MediaType extends Located {
  /** The key of the entry, a media type or media range: type and subtype in lower case, parameters as they stand. */
  readonly mediaRange: string;
  readonly schema: JsonValue | undefined;
  /** The schema of each item of a sequence (OpenAPI 3.2). */
  readonly itemSchema: JsonValue | undefined;
  /** By name; the single `example` of an entry goes by the name "example". */
  readonly examples: ReadonlyMap<string, Example>;
  /** How the parts of a form are written, by property name, as in the document. */
  readonly encoding: JsonObject | undefined;
}

/** A parameter of an operation, inherited ones of its path item included. */
export interface Parameter extends Located {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly schema: JsonValue | undefined;
  /** Set instead of `schema` where the document serialises the parameter by media type. */
  readonly content: ReadonlyMap<string, MediaType> | undefined;
  readonly examples: ReadonlyMap<string, Example>;
}

/** The request body of an operation. */
export interface RequestBody extends Located {
  readonly required: boolean;
  readonly content: ReadonlyMap<string, MediaType>;
}

/** A documented response header. */
export interface ResponseHeader extends Located {
  /** Lower case. */
  readonly name: string;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly explode: boolean;
  readonly schema: JsonValue | undefined;
  /** Set instead of `schema` where the document serialises the header by media type. */
  readonly content: ReadonlyMap<string, MediaType> | undefined;
  readonly examples: ReadonlyMap<string, Example>;
}

/** A promise that a response makes about a further operation (OpenAPI 3.1, 4.8.20). */
export interface Link extends Located {
  readonly name: string;
  /** The operation that the link names by id, or by a reference inside the document. */
  readonly operationId: string | undefined;
  /** Values or runtime expressions by parameter name, which may be qualified (`path.id`). */
  readonly parameters: JsonObject;
  readonly requestBody: JsonValue | undefined;
}

/** A documented response of an operation. */
export interface ResponseContract extends Located {
  /** The key in the document: "200", "4XX" or "default". */
  readonly status: string;
  readonly description: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, ResponseHeader>;
  readonly content: ReadonlyMap<string, MediaType>;
  readonly links: ReadonlyMap<string, Link>;
}

/** One scheme of a security requirement with the scopes it asks for. */
export interface SecurityRequirement {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

/** One way to satisfy an operation: all of its schemes (AND); empty means anonymous. */
export type SecurityAlternative = readonly SecurityRequirement[];

/** A security scheme of the document. */
export interface SecurityScheme extends Located {
  readonly name: string;
  readonly type: "apiKey" | "http" | "mutualTLS" | "oauth2" | "openIdConnect";
  /** For `http`: the scheme's name, lower case (`bearer`, `basic`). */
  readonly scheme: string | undefined;
  /** For `apiKey`: where the key travels and under which name. */
  readonly in: "query" | "header" | "cookie" | undefined;
  readonly parameterName: string | undefined;
}

/** An address under which operations are served (OpenAPI 3.1.1, 4.8.5). */
export interface Server {
  /** As in the document, with its variables in braces. */
  readonly url: string;
  readonly description: string | undefined;
  /** The defaults of the variables, by name. */
  readonly variables: ReadonlyMap<string, string>;
}

/** One operation of the document. */
export interface Operation extends Located {
  /** The document that the operation is of. */
  readonly contract: Contract;
  /** The operationId; where the document has none, `METHOD path` (`GET /pets/{id}`). */
  readonly id: string;
  readonly method: HttpMethod;
  /** The path template, as in the document. */
  readonly path: string;
  readonly deprecated: boolean;
  readonly summary: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  readonly responses: ReadonlyMap<string, ResponseContract>;
  /** The alternatives (OR); an empty list means that no security requirement applies. */
  readonly security: readonly SecurityAlternative[];
  readonly tags: readonly string[];
  /** The path prefixes it is served under: of its own servers, else those of its path, else those of the document. */
  readonly basePaths: readonly string[];
  /** Its own servers, else those of its path, else those of the document; empty where there are none. */
  readonly servers: readonly Server[];
  /** The requests that the server may send on its own. */
  readonly callbacks: readonly Callback[];
  /** What stands beside the operation under names that begin with `x-`. */
  readonly extensions: JsonObject;
}

/** Requests that the server sends to an address it has learnt (OpenAPI 3.1.1, 4.8.18). */
export interface Callback extends Located {
  readonly name: string;
  /** A runtime expression for the address. */
  readonly expression: string;
  readonly operations: ReadonlyMap<HttpMethod, Operation>;
}

/** A value of the document with the pointer under which it really stands. */
export interface ResolvedValue {
  readonly pointer: string;
  readonly value: JsonValue | undefined;
}

/** What a method and path of a request mean in the document. */
export type OperationMatch =
  | {
      readonly kind: "operation";
      readonly operation: Operation;
      /** By name, decoded. */
      readonly pathParameters: Readonly<Record<string, string>>;
      /** By name, as they came: an encoded delimiter is not one. */
      readonly rawPathParameters: Readonly<Record<string, string>>;
    }
  /** The path exists, the method does not; `allow` holds the upper-case methods for the `Allow` header. */
  | { readonly kind: "methodNotAllowed"; readonly allow: readonly string[] }
  | { readonly kind: "pathNotFound" }
  /** The path holds a broken percent-encoding. */
  | { readonly kind: "malformedPath" };

/** An OpenAPI document as data. */
export interface Contract {
  /** The value of `openapi`, for example `3.1.1`. */
  readonly openapi: string;
  /** The whole document in one piece: every reference points inside it. */
  readonly document: JsonObject;
  /** By operation id, in document order. */
  readonly operations: ReadonlyMap<string, Operation>;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** The requests that the server sends on its own, by the name of the webhook. `match` does not find them. */
  readonly webhooks: ReadonlyMap<string, ReadonlyMap<HttpMethod, Operation>>;
  /**
   * Path prefixes of the document's servers, without trailing slash (`/api/admin/v1`); `[""]` when there are none. A
   * variable stands for each value of its `enum`, one without `enum` for its default.
   */
  readonly basePaths: readonly string[];
  /** Finds the operation of a request; `path` is the raw request path without query, base path included. */
  match(method: string, path: string): OperationMatch;
  /** The location in the source files of a pointer into `document`; a key stands for its value. */
  locate(pointer: string): SourceLocation;
  /** The responses in a map of the document, by status, such as one under an extension; empty where there is none. */
  responsesAt(pointer: string): ReadonlyMap<string, ResponseContract>;
  /** The value at a pointer into `document`; references on the way and at the end are followed. */
  resolve(pointer: string): ResolvedValue;
  /** By name the pointers of all schemas with a `$dynamicAnchor` in the schema resource of a schema of `document`. */
  dynamicAnchorsOf(schema: JsonObject): ReadonlyMap<string, string>;
  /** The names of the files that the document was read from, the entry file first. */
  readonly files: readonly string[];
  /** Whether its validators may be generated as code at run time; see `LoadOptions`. */
  readonly codeGeneration: boolean;
}
