import { isJsonObject, type JsonObject } from "@gatehouse/contract";
import { type DocumentNode, documentNodes } from "../document/DocumentNode.ts";
import type { OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import type { DocumentPair, Matched } from "./DocumentPair.ts";
import { matchByKey } from "./pairOperation.ts";

/** How a list of servers changed, and for which operations it counts. */
interface ServerChange {
  readonly matched: Matched<DocumentNode>;
  /** Undefined for the servers of the document. */
  readonly operations: readonly OperationView[] | undefined;
  readonly base: string;
  readonly head: string;
}

/** A server with more possible addresses than this is only compared by its text. */
const MOST_ADDRESSES = 64;

const DEFAULT_PORTS: ReadonlyMap<string, string> = new Map([
  ["http", ":80"],
  ["https", ":443"],
]);

/** The changes of servers: those of the document, and those of operations where one side has its own. */
export function serverChanges(pair: DocumentPair): ServerChange[] {
  const { documents, operations } = pair;
  const [old, now] = [serversOf(documents.base), serversOf(documents.head)];
  const changes: ServerChange[] = [];
  // Without a list the address is where the document came from (OpenAPI 3.1, 4.8.1); nothing can be said of that.
  if (old.length > 0 && now.length > 0) {
    const matched = isRespelled(pair) ? NOTHING : match(old, now);
    changes.push({ matched, operations: undefined, base: "/servers", head: "/servers" });
  }
  for (const { base, head } of operations.kept) {
    if (!base.servers && !head.servers) continue;
    const [before, after] = [base.servers ?? old, head.servers ?? now];
    if (before.length === 0 || after.length === 0) continue;
    changes.push({
      matched: match(before, after),
      operations: [base],
      base: base.pointer,
      head: head.pointer,
    });
  }
  return changes;
}

const NOTHING: Matched<DocumentNode> = { kept: [], removed: [], added: [] };

/** The servers changed and no operation is called at another address. */
function isRespelled({ documents, operations, respelled }: DocumentPair): boolean {
  if (respelled.length === 0) return false;
  const addresses = ({ root }: ReviewedDocument, operation: OperationView) =>
    operationAddresses(root, operation).toSorted().join();
  return operations.kept.every(
    ({ base, head }) => addresses(documents.base, base) === addresses(documents.head, head),
  );
}

function serversOf({ root }: ReviewedDocument): DocumentNode[] {
  return documentNodes.items(root, documentNodes.root(root), "servers");
}

/** Matches servers; one is also kept if others cover all its addresses. */
function match(before: readonly DocumentNode[], after: readonly DocumentNode[]): Matched<DocumentNode> {
  const matched = matchByKey(byKey(before), byKey(after));
  return {
    kept: matched.kept,
    removed: matched.removed.filter((server) => !isContained(server, after)),
    added: matched.added.filter((server) => !isContained(server, before)),
  };
}

function byKey(servers: readonly DocumentNode[]): Map<string, DocumentNode> {
  return new Map(servers.map((server) => [serverKey(server), server]));
}

function isContained(server: DocumentNode, others: readonly DocumentNode[]): boolean {
  const addresses = serverAddresses(server);
  const isOpen = serverVariables(server).some(([, variable]) => !Array.isArray(variable.enum));
  const known = new Set(others.flatMap(serverAddresses));
  return addresses.length > 0 && !isOpen && addresses.every((address) => known.has(address));
}

/** The variables of a server in the order of its address. */
export function serverVariables({ value }: DocumentNode): [name: string, variable: JsonObject][] {
  const variables = isJsonObject(value.variables) ? value.variables : {};
  return [...urlOf(value).matchAll(/\{([^{}]*)\}/g)].flatMap(([, name = ""]) => {
    const variable = variables[name];
    return isJsonObject(variable) ? [[name, variable] as [string, JsonObject]] : [];
  });
}

/** What a server is known by: names of variables and what means the same address do not matter. */
function serverKey({ value }: DocumentNode): string {
  return normal(urlOf(value).replaceAll(/\{[^{}]*\}/g, "{}"));
}

/** The certain addresses of a server: with the listed values of its variables, or with the defaults. */
function serverAddresses(server: DocumentNode): string[] {
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
  const own = servers ?? documentNodes.items(root, documentNodes.root(root), "servers");
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

/** The normal form of an address: the host in lower case (RFC 3986, 3.2.2), no default port, no slash at the end. */
function normal(url: string): string {
  const [, scheme = "", host = "", port = "", path = url] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/:]*)(:\d+)?(.*)$/i.exec(url) ?? [];
  const trimmed = path.replace(/\/+$/, "");
  if (scheme === "") return trimmed;
  const kind = scheme.toLowerCase();
  return `${kind}://${host.toLowerCase()}${port === DEFAULT_PORTS.get(kind) ? "" : port}${trimmed}`;
}
