import type { HttpMethod, JsonValue } from "@gatehouse/contract";

/** A schema, as a reader sees it. */
export interface SchemaDoc {
  /** In words: `integer`, `list of string`, `string or null`. */
  readonly type: string;
  readonly format: string | undefined;
  /** The component that it is, or whose items it lists. */
  readonly structure: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  /** Limits in words: `at least 1 character`. */
  readonly constraints: readonly string[];
  /** The only values that are allowed; empty where there is no such list. */
  readonly allowed: readonly JsonValue[];
  readonly defaultValue: JsonValue | undefined;
  readonly fields: readonly FieldDoc[];
  /** Alternatives of which one or more apply. */
  readonly variants: readonly VariantDoc[];
  /** Its fields are on the page of the structure only. */
  readonly isCut: boolean;
}

/** A property of an object. */
export interface FieldDoc extends SchemaDoc {
  /** The name of the property; `[0]` for an entry of a tuple, `…` for properties of any other name. */
  readonly name: string;
  /** Where the field is on its page: the value of `id`. */
  readonly anchor: string;
  readonly required: boolean;
  /** Set where it travels in one direction only. */
  readonly access: "read-only" | "write-only" | undefined;
}

/** One alternative of a schema. */
export interface VariantDoc extends SchemaDoc {
  readonly name: string;
  readonly anchor: string;
}

/** An example of a body. */
export interface ExampleDoc {
  readonly name: string;
  readonly summary: string | undefined;
  readonly text: string;
  /** The language of the text, for highlighting. */
  readonly language: "json" | "xml" | "plaintext";
  /** Made from the schema, because the document has none. */
  readonly isGenerated: boolean;
}

/** The content of a body in one media type. */
export interface ContentDoc {
  readonly mediaType: string;
  readonly schema: SchemaDoc | undefined;
  readonly examples: readonly ExampleDoc[];
}

/** A parameter or a response header. */
export interface ParameterDoc extends FieldDoc {
  readonly in: "path" | "query" | "header" | "cookie";
  readonly example: JsonValue | undefined;
}

/** The body of a request. */
export interface BodyDoc {
  readonly required: boolean;
  readonly description: string | undefined;
  readonly contents: readonly ContentDoc[];
}

/** A response of an operation. */
export interface ResponseDoc {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  /** The phrase of the status: `Not Found`. */
  readonly phrase: string;
  readonly description: string;
  readonly headers: readonly ParameterDoc[];
  readonly contents: readonly ContentDoc[];
  /** Operations that a value of the response leads to. */
  readonly links: readonly { readonly name: string; readonly operationId: string }[];
}

/** A way to prove who calls. */
export interface SchemeDoc {
  readonly name: string;
  readonly description: string | undefined;
  /** What to send, in words: `the header x-api-key`. */
  readonly carrier: string;
  readonly anchor: string;
}

/** Schemes that are sent together; none stands for no authentication. */
export type AuthenticationDoc = readonly { readonly scheme: SchemeDoc; readonly scopes: readonly string[] }[];

/** What is sent, for samples of code. */
export interface SampleRequest {
  readonly method: string;
  /** The path below the base address, with its parameters in braces. */
  readonly path: string;
  /** Names in the path, with the environment variable that holds the value in each sample. */
  readonly pathVariables: readonly { readonly name: string; readonly variable: string }[];
  /** Encoded, with `?`; empty where nothing is needed. */
  readonly query: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string | undefined;
  readonly credentials: readonly CredentialDoc[];
  /** A base address to begin with. */
  readonly baseUrl: string;
}

/** Where a secret goes, and the environment variable that holds it. */
export interface CredentialDoc {
  readonly in: "header" | "query" | "cookie";
  readonly name: string;
  /** What stands before the secret: `Bearer `. */
  readonly prefix: string;
  readonly variable: string;
}

/** A sample of code. */
export interface SampleDoc {
  /** `curl`, `TypeScript`, … */
  readonly label: string;
  /** The language, for highlighting. */
  readonly language: string;
  readonly code: string;
}

/** An operation in a list. */
export interface OperationEntry {
  readonly id: string;
  readonly title: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  /** The name of its page, without folder and ending. */
  readonly page: string;
  /** Sent by the server to an address of the client. */
  readonly isWebhook: boolean;
}

/** An operation with all that its page shows. */
export interface OperationDoc extends OperationEntry {
  readonly description: string | undefined;
  /** The full address, with the parameters of the path in braces. */
  readonly uri: string;
  readonly authentication: readonly AuthenticationDoc[];
  readonly parameters: readonly ParameterDoc[];
  readonly body: BodyDoc | undefined;
  readonly responses: readonly ResponseDoc[];
  readonly samples: readonly SampleDoc[];
}

/** A structure in a list. */
export interface StructureEntry {
  readonly name: string;
  readonly page: string;
}

/** A structure with all that its page shows. */
export interface StructureDoc extends StructureEntry {
  readonly schema: SchemaDoc;
  readonly example: ExampleDoc;
  /** The operations that name it in a body. */
  readonly operations: readonly OperationEntry[];
}

/** Operations that belong together. */
export interface TagDoc {
  readonly name: string;
  readonly page: string;
  readonly description: string | undefined;
  readonly operations: readonly OperationEntry[];
}

/** A text about more than one operation. */
export interface GuideDoc {
  readonly title: string;
  readonly page: string;
  /** Markdown. */
  readonly text: string;
}

/** An error that operations respond with. */
export interface ErrorDoc {
  readonly status: string;
  readonly phrase: string;
  /** The code in the body, where the document has one. */
  readonly code: string | undefined;
  readonly description: string;
  /** Texts of examples. */
  readonly texts: readonly string[];
  readonly operations: readonly OperationEntry[];
  readonly anchor: string;
}

/** Something that the document points to; `url` is absent where it has none that a page may link to. */
export interface DocsLink {
  readonly label: string;
  readonly text: string;
  readonly url: string | undefined;
}

/** A document as its pages show it. Operations and structures are described one by one: a document may have thousands. */
export interface DocsModel {
  readonly title: string;
  readonly version: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  /** Whom to ask, and what else there is to read. */
  readonly links: readonly DocsLink[];
  readonly servers: readonly { readonly url: string; readonly description: string | undefined }[];
  readonly tags: readonly TagDoc[];
  readonly operations: readonly OperationEntry[];
  readonly structures: readonly StructureEntry[];
  readonly schemes: readonly SchemeDoc[];
  readonly guides: readonly GuideDoc[];
  errors(): readonly ErrorDoc[];
  describeOperation(entry: OperationEntry): OperationDoc;
  describeStructure(entry: StructureEntry): StructureDoc;
}
