import { isJsonObject, type JsonObject } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import { type Place, places } from "../document/Place.ts";

/** A server that stands for more addresses than this is only known by its own text. */
const MOST_ADDRESSES = 64;

const DEFAULT_PORTS: ReadonlyMap<string, string> = new Map([
  ["http", ":80"],
  ["https", ":443"],
]);

/** The variables of a server in the order of its address. */
export function serverVariables({ value }: Place): [name: string, variable: JsonObject][] {
  const variables = isJsonObject(value.variables) ? value.variables : {};
  return [...urlOf(value).matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = ""]) => {
    const variable = variables[name];
    return isJsonObject(variable) ? [[name, variable] as [string, JsonObject]] : [];
  });
}

/** What a server is known by: names of variables and what means the same address do not matter. */
export function serverKey({ value }: Place): string {
  return normal(urlOf(value).replaceAll(/\{[^{}]*\}/g, "{}"));
}

/** The addresses that a server certainly stands for: those of its listed values, or of its defaults. */
export function serverAddresses(server: Place): string[] {
  let urls = [urlOf(server.value)];
  for (const [name, variable] of serverVariables(server)) {
    const listed = Array.isArray(variable.enum) ? variable.enum : [variable.default];
    urls = urls.flatMap((url) => listed.map((value) => url.replaceAll(`{${name}}`, String(value))));
    if (urls.length > MOST_ADDRESSES) return [];
  }
  return urls.map(normal);
}

/** The addresses at which an operation is called, without the names of its parameters. */
export function operationAddresses(root: JsonObject, { servers, shape }: OperationView): string[] {
  const own = servers ?? places.items(root, places.root(root), "servers");
  // Without a list the server is "/" (OpenAPI 3.1, 4.8.1).
  const known = own.length > 0 ? own : [{ pointer: "/servers", value: { url: "/" } }];
  const urls = known.flatMap((server) => {
    const listed = serverAddresses(server);
    return listed.length > 0 ? listed : [serverKey(server)];
  });
  return urls.map((url) => `${url}${shape}`);
}

function urlOf(server: JsonObject): string {
  return typeof server.url === "string" ? server.url : "/";
}

/** Hosts are the same in any case (RFC 3986, 3.2.2), the usual port goes without saying, and paths begin with a slash. */
function normal(url: string): string {
  const [, scheme = "", host = "", port = "", path = url] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/:]*)(:\d+)?(.*)$/i.exec(url) ?? [];
  const trimmed = path.replace(/\/+$/, "");
  if (scheme === "") return trimmed;
  const kind = scheme.toLowerCase();
  return `${kind}://${host.toLowerCase()}${port === DEFAULT_PORTS.get(kind) ? "" : port}${trimmed}`;
}
