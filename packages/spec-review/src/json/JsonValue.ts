/** Any value that JSON can carry. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** The six kinds of JSON values; an integer is a number. */
export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";
