import type { JsonObject } from "@gatehouse/contract";
import type { ParameterView } from "./OperationView.ts";
import { type Place, places } from "./Place.ts";
import { readContent, schemaPointer } from "./readContent.ts";

const DEFAULT_STYLES: Readonly<Record<string, string>> = {
  path: "simple",
  query: "form",
  header: "simple",
  cookie: "form",
};

/** Headers that the document must not describe as parameters (OpenAPI 3.1, 4.8.12.2.1). */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** What parameters are read from. */
export interface ParameterSource {
  readonly root: JsonObject;
  readonly path: string;
  readonly item: Place;
  readonly operation: Place;
}

/** Reads the parameters of an operation; its own go before those of its path item. */
export function readParameters({ root, path, item, operation }: ParameterSource): Map<string, ParameterView> {
  const found = new Map<string, ParameterView>();
  for (const place of [
    ...places.items(root, item, "parameters"),
    ...places.items(root, operation, "parameters"),
  ]) {
    const parameter = readParameter(root, path, place);
    if (parameter) found.set(parameter.key, parameter);
  }
  return found;
}

function readParameter(root: JsonObject, path: string, place: Place): ParameterView | undefined {
  const { name, in: location, required, deprecated, style, explode } = place.value;
  if (typeof name !== "string" || typeof location !== "string") return undefined;
  const isIgnored = location === "header" && IGNORED_HEADERS.has(name.toLowerCase());
  if (isIgnored) return undefined;
  const actualStyle = typeof style === "string" ? style : (DEFAULT_STYLES[location] ?? "simple");
  return {
    ...place,
    name,
    in: location,
    key: keyOf(path, location, name),
    required: required === true || location === "path",
    deprecated: deprecated === true,
    style: actualStyle,
    explode: typeof explode === "boolean" ? explode : actualStyle === "form",
    schema: schemaPointer(place),
    content: readContent(root, place),
  };
}

function keyOf(path: string, location: string, name: string): string {
  if (location === "header") return `header:${name.toLowerCase()}`;
  if (location !== "path") return `${location}:${name}`;
  const position = [...path.matchAll(/\{([^{}]*)\}/g)].findIndex((match) => match[1] === name);
  return position < 0 ? `path:${name}` : `path:#${position}`;
}
