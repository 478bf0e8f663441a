import { entriesOf, isJsonObject, isList, type JsonValue, type Parameter } from "@gatehouse/contract";

/** A parameter as it goes into a request. */
interface WrittenParameter {
  /** For a path: the text in place of `{name}`; for a header: its value. */
  readonly text: string;
  /** For a query or a cookie: encoded names and values. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
}

/** Writes a parameter in its style (OpenAPI 3.1, 4.8.12.4; RFC 6570). */
export function writeParameter(parameter: Parameter, value: JsonValue): WrittenParameter {
  if (parameter.content !== undefined) return writeContent(parameter, value);
  switch (parameter.in) {
    case "path":
      return { text: writePath(parameter, value), pairs: [] };
    case "query":
      return { text: "", pairs: writeQuery(parameter, value) };
    case "header":
      return { text: writeSimple(value, parameter.explode, (text) => text), pairs: [] };
    case "cookie":
      return { text: "", pairs: [[parameter.name, writeSimple(value, false, (text) => text)]] };
  }
}

/** Percent-encodes all but the unreserved characters (RFC 3986, 2.3). */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function writeContent(parameter: Parameter, value: JsonValue): WrittenParameter {
  const json = JSON.stringify(value).replace(/[^ -~]/g, escapeUnit);
  const isEncoded = parameter.in === "path" || parameter.in === "query" || parameter.in === "cookie";
  const text = isEncoded ? encodeStrictly(json) : json;
  return { text, pairs: [[encodeStrictly(parameter.name), text]] };
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

type Encode = (text: string) => string;

/** `a,b`, `k,v,k,v` or `k=v,k=v`. */
function writeSimple(value: JsonValue, explode: boolean, encode: Encode): string {
  if (isList(value)) return value.map((item) => encode(scalarText(item))).join(",");
  if (!isJsonObject(value)) return encode(scalarText(value));
  return pairTexts(value, explode ? "=" : ",", encode).join(",");
}

function pairTexts(value: JsonValue, separator: string, encode: Encode): readonly string[] {
  return entriesOf(value).map(([name, child]) => `${encode(name)}${separator}${encode(scalarText(child))}`);
}

function writePath({ name, style, explode }: Parameter, value: JsonValue): string {
  switch (style) {
    case "label":
      return writeLabel(value, explode);
    case "matrix":
      return writeMatrix(name, value, explode);
    default:
      return writeSimple(value, explode, encodeStrictly);
  }
}

function writeLabel(value: JsonValue, explode: boolean): string {
  if (!explode) return `.${writeSimple(value, false, encodeStrictly)}`;
  if (isList(value)) return value.map((item) => `.${encodeStrictly(scalarText(item))}`).join("");
  if (!isJsonObject(value)) return `.${encodeStrictly(scalarText(value))}`;
  return pairTexts(value, "=", encodeStrictly)
    .map((pair) => `.${pair}`)
    .join("");
}

function writeMatrix(name: string, value: JsonValue, explode: boolean): string {
  const key = encodeStrictly(name);
  if (explode && isList(value))
    return value.map((item) => `;${key}=${encodeStrictly(scalarText(item))}`).join("");
  if (explode && isJsonObject(value)) {
    return pairTexts(value, "=", encodeStrictly)
      .map((pair) => `;${pair}`)
      .join("");
  }
  return `;${key}=${writeSimple(value, false, encodeStrictly)}`;
}

const SEPARATORS: Readonly<Record<string, string>> = {
  form: ",",
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
};

function writeQuery({ name, style, explode }: Parameter, value: JsonValue): WrittenParameter["pairs"] {
  const key = encodeStrictly(name);
  if (style === "deepObject") return writeDeep(key, value);
  if (isList(value)) {
    const items = value.map((item) => encodeStrictly(scalarText(item)));
    return explode ? items.map((item) => [key, item]) : [[key, items.join(SEPARATORS[style] ?? ",")]];
  }
  if (!isJsonObject(value)) return [[key, encodeStrictly(scalarText(value))]];
  if (explode)
    return entriesOf(value).flatMap(([property, child]) => writeProperty(encodeStrictly(property), child));
  const separator = SEPARATORS[style] ?? ",";
  const texts = entriesOf(value).flatMap(([property, child]) => [property, scalarText(child)]);
  return [[key, texts.map(encodeStrictly).join(separator)]];
}

function writeProperty(key: string, value: JsonValue): WrittenParameter["pairs"] {
  return isList(value)
    ? value.map((item) => [key, encodeStrictly(scalarText(item))])
    : [[key, encodeStrictly(scalarText(value))]];
}

function writeDeep(key: string, value: JsonValue): WrittenParameter["pairs"] {
  if (isJsonObject(value)) {
    return entriesOf(value).flatMap(([property, child]) =>
      writeDeep(`${key}%5B${encodeStrictly(property)}%5D`, child),
    );
  }
  return writeProperty(key, value);
}

/** A scalar as text; anything else has no defined text and is written as JSON. */
export function scalarText(value: JsonValue): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
