/** A parameter as it stands in a document. */
export interface DocumentedParameter {
  readonly name: string;
  readonly in: string;
  readonly [field: string]: unknown;
}

/**
 * One request, written from the specification: the clause that decides, the parameter, the text that comes in its
 * place (query, path segment, header value or `Cookie` header), and the value that reaches the handler, or 400.
 */
export type RequestCase = readonly [
  clause: string,
  parameter: DocumentedParameter,
  text: string,
  want: unknown,
];

/** The wanted result of a request that is accepted without the parameter. */
export const ABSENT = "absent";

/** Makes a parameter of a location with the name `p`; the schema comes last, as it is what most cases vary. */
function parameterIn(location: string) {
  return (schema: object | boolean, more: object = {}): DocumentedParameter => ({
    name: "p",
    in: location,
    ...(location === "path" && { required: true }),
    schema,
    ...more,
  });
}

export const inQuery = parameterIn("query");
export const inPath = parameterIn("path");
export const inHeader = parameterIn("header");
export const inCookie = parameterIn("cookie");

/** Makes a parameter that is written by a media type. */
export function byContent(
  location: string,
  schema: object,
  mediaType = "application/json",
): DocumentedParameter {
  const required = location === "path" ? { required: true } : {};
  return { name: "p", in: location, ...required, content: { [mediaType]: { schema } } };
}

export const text = { type: "string" };
export const integer = { type: "integer" };
export const number = { type: "number" };
export const flag = { type: "boolean" };
export const texts = { type: "array", items: text };
export const integers = { type: "array", items: integer };
export const colour = { type: "object", properties: { R: integer, G: integer }, required: ["R"] };
export const pair = { type: "object", properties: { a: text, b: text } };
export const map = { type: "object", additionalProperties: integer };
