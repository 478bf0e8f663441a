import type { JsonValue } from "../Contract.ts";
import { elementsOf, entriesOf, isObject, textOf } from "../json/jsonValues.ts";

/** The path prefixes of a list of servers, variables at their defaults, without trailing slash. */
export function readBasePaths(servers: JsonValue | undefined): readonly string[] {
  const paths = elementsOf(servers).map((server) => {
    const url = isObject(server) ? (textOf(server.url) ?? "") : "";
    const variables = isObject(server) ? new Map(entriesOf(server.variables)) : new Map();
    const filled = url.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => defaultOf(variables.get(name)));
    return pathOf(filled);
  });
  return paths.length === 0 ? [""] : [...new Set(paths)];
}

function defaultOf(variable: JsonValue | undefined): string {
  const value = isObject(variable) ? variable.default : undefined;
  return value === undefined || value === null || typeof value === "object" ? "" : String(value);
}

/** A relative server address counts from the root: where the document is served from is not known here. */
function pathOf(url: string): string {
  const base = "http://server.invalid/";
  const path = URL.canParse(url, base) ? new URL(url, base).pathname : "";
  return path.replace(/\/+$/, "");
}
