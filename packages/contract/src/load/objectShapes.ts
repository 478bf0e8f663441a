// biome-ignore-all lint/style/noExcessiveLinesPerFile: this is one table of the specification.
/**
 * The objects of OpenAPI 3.0, 3.1 and 3.2 as data (3.0.4, section 4.7; 3.1.1, 4.8; 3.2.0, 4). One table drives the
 * structural check, the bundling (which references can stand where) and nothing else.
 *
 * Why not the published JSON schemas of OpenAPI: their errors name no location and no remedy, they cannot decide which
 * kind of object a reference must lead to, and with Ajv they take twice the time of all that
 * is done here to load a document of 1,000 operations (430 ms against 220 ms, read from JSON).
 */

/** The kinds of object. */
export type ObjectKind =
  | "callback"
  | "components"
  | "contact"
  | "discriminator"
  | "document"
  | "encoding"
  | "example"
  | "externalDocs"
  | "header"
  | "info"
  | "license"
  | "link"
  | "mediaType"
  | "oauthFlow"
  | "oauthFlows"
  | "operation"
  | "parameter"
  | "pathItem"
  | "paths"
  | "requestBody"
  | "response"
  | "responses"
  | "schema"
  | "securityRequirement"
  | "securityScheme"
  | "server"
  | "serverVariable"
  | "tag"
  | "xml";

/** An object of any kind but the schema. */
export type PlainKind = Exclude<ObjectKind, "schema">;

type Single = ObjectKind | "boolean" | "data" | "string";

/** What a field holds: one thing, a list (`[]`) or a map (`{}`) of it. */
export type FieldRule = Single | `[]${Single}` | `{}${Single}`;

/** The fields of one kind of object. */
export interface ObjectShape {
  readonly fields: Readonly<Record<string, FieldRule>>;
  readonly required?: readonly string[];
  /** What every key holds that is neither a field nor an extension. */
  readonly others?: FieldRule;
  /** The form of those keys. */
  readonly otherKeys?: RegExp;
  /** Fields that OpenAPI 3.0 does not know. */
  readonly since31?: readonly string[];
  /** Fields that OpenAPI 3.0 and 3.1 do not know. */
  readonly since32?: readonly string[];
}

const operationFields = {
  get: "operation",
  put: "operation",
  post: "operation",
  delete: "operation",
  options: "operation",
  head: "operation",
  patch: "operation",
  trace: "operation",
} as const;

const parameterFields = {
  description: "string",
  required: "boolean",
  deprecated: "boolean",
  allowEmptyValue: "boolean",
  style: "string",
  explode: "boolean",
  allowReserved: "boolean",
  schema: "schema",
  example: "data",
  examples: "{}example",
  content: "{}mediaType",
} as const;

/** The form of the names of components (OpenAPI 3.1.1, 4.8.7). */
export const COMPONENT_NAME = /^[A-Za-z0-9._-]+$/;

/** All kinds but the schema, whose keywords are in `schemaKeywords.ts`. */
export const OBJECT_SHAPES: Readonly<Record<Exclude<ObjectKind, "schema">, ObjectShape>> = {
  document: {
    required: ["openapi", "info"],
    since31: ["webhooks", "jsonSchemaDialect"],
    since32: ["$self"],
    fields: {
      openapi: "string",
      $self: "string",
      info: "info",
      jsonSchemaDialect: "string",
      servers: "[]server",
      components: "components",
      paths: "paths",
      webhooks: "{}pathItem",
      security: "[]securityRequirement",
      tags: "[]tag",
      externalDocs: "externalDocs",
    },
  },
  info: {
    required: ["title", "version"],
    since31: ["summary"],
    fields: {
      title: "string",
      summary: "string",
      description: "string",
      termsOfService: "string",
      contact: "contact",
      license: "license",
      version: "string",
    },
  },
  contact: { fields: { name: "string", url: "string", email: "string" } },
  license: {
    required: ["name"],
    since31: ["identifier"],
    fields: { name: "string", identifier: "string", url: "string" },
  },
  server: {
    required: ["url"],
    since32: ["name"],
    fields: { url: "string", description: "string", name: "string", variables: "{}serverVariable" },
  },
  serverVariable: {
    required: ["default"],
    fields: { enum: "[]string", default: "string", description: "string" },
  },
  components: {
    since31: ["pathItems"],
    since32: ["mediaTypes"],
    fields: {
      schemas: "{}schema",
      responses: "{}response",
      parameters: "{}parameter",
      examples: "{}example",
      requestBodies: "{}requestBody",
      headers: "{}header",
      securitySchemes: "{}securityScheme",
      links: "{}link",
      callbacks: "{}callback",
      pathItems: "{}pathItem",
      mediaTypes: "{}mediaType",
    },
  },
  paths: { fields: {}, others: "pathItem", otherKeys: /^\// },
  pathItem: {
    since32: ["query", "additionalOperations"],
    fields: {
      ...operationFields,
      query: "operation",
      additionalOperations: "{}operation",
      summary: "string",
      description: "string",
      servers: "[]server",
      parameters: "[]parameter",
    },
  },
  operation: {
    fields: {
      tags: "[]string",
      summary: "string",
      description: "string",
      externalDocs: "externalDocs",
      operationId: "string",
      parameters: "[]parameter",
      requestBody: "requestBody",
      responses: "responses",
      callbacks: "{}callback",
      deprecated: "boolean",
      security: "[]securityRequirement",
      servers: "[]server",
    },
  },
  externalDocs: { required: ["url"], fields: { description: "string", url: "string" } },
  parameter: { required: ["name", "in"], fields: { name: "string", in: "string", ...parameterFields } },
  header: { fields: parameterFields },
  requestBody: {
    required: ["content"],
    fields: { description: "string", content: "{}mediaType", required: "boolean" },
  },
  mediaType: {
    since32: ["description", "itemSchema", "prefixEncoding", "itemEncoding"],
    fields: {
      description: "string",
      schema: "schema",
      itemSchema: "schema",
      example: "data",
      examples: "{}example",
      encoding: "{}encoding",
      prefixEncoding: "[]encoding",
      itemEncoding: "encoding",
    },
  },
  encoding: {
    since32: ["encoding", "prefixEncoding", "itemEncoding"],
    fields: {
      encoding: "{}encoding",
      prefixEncoding: "[]encoding",
      itemEncoding: "encoding",
      contentType: "string",
      headers: "{}header",
      style: "string",
      explode: "boolean",
      allowReserved: "boolean",
    },
  },
  responses: { fields: { default: "response" }, others: "response", otherKeys: /^[1-5](\d\d|XX)$/ },
  response: {
    since32: ["summary"],
    fields: {
      summary: "string",
      description: "string",
      headers: "{}header",
      content: "{}mediaType",
      links: "{}link",
    },
  },
  // A runtime expression; an extension (`x-`) is none.
  callback: { fields: {}, others: "pathItem", otherKeys: /^(?!x-)./ },
  example: {
    since32: ["dataValue", "serializedValue"],
    fields: {
      dataValue: "data",
      serializedValue: "string",
      summary: "string",
      description: "string",
      value: "data",
      externalValue: "string",
    },
  },
  link: {
    fields: {
      operationRef: "string",
      operationId: "string",
      parameters: "{}data",
      requestBody: "data",
      description: "string",
      server: "server",
    },
  },
  tag: {
    required: ["name"],
    since32: ["summary", "parent", "kind"],
    fields: {
      name: "string",
      summary: "string",
      description: "string",
      externalDocs: "externalDocs",
      parent: "string",
      kind: "string",
    },
  },
  securityScheme: {
    required: ["type"],
    since32: ["oauth2MetadataUrl", "deprecated"],
    fields: {
      type: "string",
      oauth2MetadataUrl: "string",
      deprecated: "boolean",
      description: "string",
      name: "string",
      in: "string",
      scheme: "string",
      bearerFormat: "string",
      flows: "oauthFlows",
      openIdConnectUrl: "string",
    },
  },
  oauthFlows: {
    since32: ["deviceAuthorization"],
    fields: {
      deviceAuthorization: "oauthFlow",
      implicit: "oauthFlow",
      password: "oauthFlow",
      clientCredentials: "oauthFlow",
      authorizationCode: "oauthFlow",
    },
  },
  oauthFlow: {
    required: ["scopes"],
    since32: ["deviceAuthorizationUrl"],
    fields: {
      deviceAuthorizationUrl: "string",
      authorizationUrl: "string",
      tokenUrl: "string",
      refreshUrl: "string",
      scopes: "{}string",
    },
  },
  securityRequirement: { fields: {}, others: "[]string", otherKeys: COMPONENT_NAME },
  discriminator: {
    required: ["propertyName"],
    since32: ["defaultMapping"],
    fields: { propertyName: "string", mapping: "{}string", defaultMapping: "string" },
  },
  xml: {
    since32: ["nodeType"],
    fields: {
      nodeType: "string",
      name: "string",
      namespace: "string",
      prefix: "string",
      attribute: "boolean",
      wrapped: "boolean",
    },
  },
};

/** In which section of `components` an object of a kind can live; references can stand for these kinds only. */
export const COMPONENT_SECTIONS: Readonly<Partial<Record<ObjectKind, string>>> = {
  schema: "schemas",
  response: "responses",
  parameter: "parameters",
  example: "examples",
  requestBody: "requestBodies",
  header: "headers",
  securityScheme: "securitySchemes",
  link: "links",
  callback: "callbacks",
  mediaType: "mediaTypes",
};
