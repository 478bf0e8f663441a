import type { JsonValue, Server } from "../Contract.ts";
import { elementsOf, entriesOf, isObject, textOf } from "../json/jsonValues.ts";

/** Beyond this many values a server's variables stand for their defaults. */
const MOST_PREFIXES = 1_000;

/**
 * The path prefixes of a list of servers, without trailing slash. A variable stands for each value of its `enum`, the
 * default first; one without `enum` for its default (OpenAPI 3.1.1, 4.8.6).
 */
export function readBasePaths(servers: JsonValue | undefined): readonly string[] {
  const paths = elementsOf(servers).flatMap(prefixesOf);
  return paths.length === 0 ? [""] : [...new Set(paths)];
}

/** Reads a list of servers; an entry without an address is left out. */
export function readServers(servers: JsonValue | undefined): readonly Server[] {
  return elementsOf(servers).flatMap((server) => {
    const url = isObject(server) ? textOf(server.url) : undefined;
    if (!isObject(server) || url === undefined) return [];
    const variables = entriesOf(server.variables).map(
      ([name, variable]) => [name, valuesOf(variable)[0] ?? ""] as const,
    );
    return [{ url, description: textOf(server.description), variables: new Map(variables) }];
  });
}

function prefixesOf(server: JsonValue): readonly string[] {
  const url = isObject(server) ? (textOf(server.url) ?? "") : "";
  const variables = new Map(isObject(server) ? entriesOf(server.variables) : []);
  // The host does not affect the path, so its variables are not multiplied.
  const path = url.replace(/^[^/?#]*:\/\/[^/?#]*|^\/\/[^/?#]*/, "");
  let filled = [path.startsWith("/") ? path : `/${path}`];
  for (const [text, name = ""] of path.matchAll(/\{([^{}]+)\}/g)) {
    const values = valuesOf(variables.get(name));
    const taken = filled.length * values.length > MOST_PREFIXES ? values.slice(0, 1) : values;
    filled = taken.flatMap((value) => filled.map((prefix) => prefix.replaceAll(text, () => value)));
  }
  return filled.map(pathOf);
}

function valuesOf(variable: JsonValue | undefined): readonly string[] {
  const value = isObject(variable) ? variable.default : undefined;
  const first = value === undefined || value === null || typeof value === "object" ? "" : String(value);
  const allowed = isObject(variable)
    ? elementsOf(variable.enum).filter((one) => typeof one === "string")
    : [];
  return [...new Set([first, ...allowed])];
}

/** A relative server address counts from the root: where the document is served from is not known here. */
function pathOf(url: string): string {
  const base = "http://server.invalid/";
  const path = URL.canParse(url, base) ? new URL(url, base).pathname : "";
  return path.replace(/\/+$/, "");
}
