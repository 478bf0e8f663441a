/** What is sent in place of a whole request; the path is `/a`. */
export interface SentMessage {
  readonly query?: string;
  /** Behind the path. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly body?: string | Buffer;
}

/** What reaches the handler, as far as it is of interest, or the status of the rejection. */
export type Wanted = number | Readonly<Record<string, unknown>>;

/** One request to the operation `POST /a`: the clause that decides, the operation, the request, and what comes of it. */
export type MessageCase = readonly [
  clause: string,
  operation: MessageOperation,
  message: SentMessage,
  want: Wanted,
];

interface MessageOperation {
  readonly openapi?: string;
  /** Behind the path `/a`. */
  readonly path?: string;
  readonly parameters?: readonly object[];
  readonly requestBody?: object;
  readonly schemas?: Readonly<Record<string, unknown>>;
}

export const JSON_TYPE = "application/json";
export const FORM = "application/x-www-form-urlencoded";

export const json = (schema: object, more: object = {}) => ({
  requestBody: { required: true, content: { [JSON_TYPE]: { schema } } },
  ...more,
});
export const send = (value: unknown): SentMessage => ({ type: JSON_TYPE, body: JSON.stringify(value) });
export const parameter = (place: string, more: object) => {
  const [location, name] = place.split(" ");
  return { parameters: [{ name, in: location, ...(location === "path" && { required: true }), ...more }] };
};
export const text = { type: "string" };
export const integer = { type: "integer" };
export const flag = { type: "boolean" };
export const numbers = { type: "array", items: integer };
export const point = { type: "object", required: ["x"], properties: { x: integer, y: integer } };

/** Makes operations whose bodies are forms, or of a media type. */
export const form = (schema: object, encoding?: object, more: object = {}) => ({
  ...more,
  requestBody: { content: { [FORM]: { schema, ...(encoding && { encoding }) } } },
});
export const multipart = (schema: object, encoding?: object, more: object = {}) => ({
  ...more,
  requestBody: { content: { "multipart/form-data": { schema, ...(encoding && { encoding }) } } },
});
export const typed = (type: string, schema: object, more: object = {}) => ({
  ...more,
  requestBody: { content: { [type]: { schema } } },
});
export const sendForm = (body: string): SentMessage => ({ type: FORM, body });
/** A multipart body; each part is its headers, an empty line and its text. */
export function parts(...list: readonly string[]): SentMessage {
  const body = list.map((part) => `--b\r\n${part.replaceAll("\n", "\r\n")}\r\n`).join("");
  return { type: "multipart/form-data; boundary=b", body: `${body}--b--\r\n` };
}
export const field = (name: string, value: string, more = "") =>
  `Content-Disposition: form-data; name="${name}"${more}\n\n${value}`;
export const obj = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
