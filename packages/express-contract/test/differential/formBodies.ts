import type { JsonValue } from "@gatehouse/contract";

export function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as the text of a parameter or field. */
export function textOf(value: JsonValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export const BOUNDARY = "----part";

/** A list as several fields of one name, as forms have it. */
function fieldsOf(value: JsonValue): [name: string, text: string][] {
  return Object.entries(isObject(value) ? value : { value }).flatMap(([name, one]) =>
    Array.isArray(one)
      ? one.map((item): [string, string] => [name, textOf(item as JsonValue)])
      : [[name, textOf(one as JsonValue)] as [string, string]],
  );
}

function partOf([name, text]: readonly [string, string]): string {
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
}

/** A form in a URL's encoding. */
export function urlencodedForm(value: JsonValue): string {
  return new URLSearchParams(fieldsOf(value)).toString();
}

/** A `multipart/form-data` body with the boundary. */
export function multipartForm(value: JsonValue): string {
  return `${fieldsOf(value).map(partOf).join("")}--${BOUNDARY}--\r\n`;
}
