import type { OperationView } from "../document/OperationView.ts";
import { type Place, places } from "../document/Place.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import type { DocumentPair } from "./DocumentPair.ts";
import { matchByKey } from "./matchByKey.ts";
import type { Matched } from "./OperationPair.ts";
import { operationAddresses, serverAddresses, serverKey, serverVariables } from "./serverAddresses.ts";

/** How a list of servers changed, and for which operations it counts. */
export interface ServerChange {
  readonly matched: Matched<Place>;
  /** Undefined for the servers of the document. */
  readonly operations: readonly OperationView[] | undefined;
  readonly base: string;
  readonly head: string;
}

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

const NOTHING: Matched<Place> = { kept: [], removed: [], added: [] };

/** The servers changed and no operation is called at another address. */
function isRespelled({ documents, operations, respelled }: DocumentPair): boolean {
  if (respelled.length === 0) return false;
  const addresses = ({ root }: ReviewedDocument, operation: OperationView) =>
    operationAddresses(root, operation).toSorted().join();
  return operations.kept.every(
    ({ base, head }) => addresses(documents.base, base) === addresses(documents.head, head),
  );
}

function serversOf({ root }: ReviewedDocument): Place[] {
  return places.items(root, places.root(root), "servers");
}

/** A server also stays where another one stands for its only address. */
function match(before: readonly Place[], after: readonly Place[]): Matched<Place> {
  const matched = matchByKey(byKey(before), byKey(after));
  return {
    kept: matched.kept,
    removed: matched.removed.filter((server) => !isContained(server, after)),
    added: matched.added.filter((server) => !isContained(server, before)),
  };
}

function byKey(servers: readonly Place[]): Map<string, Place> {
  return new Map(servers.map((server) => [serverKey(server), server]));
}

function isContained(server: Place, others: readonly Place[]): boolean {
  const addresses = serverAddresses(server);
  const isOpen = serverVariables(server).some(([, variable]) => !Array.isArray(variable.enum));
  const known = new Set(others.flatMap(serverAddresses));
  return addresses.length > 0 && !isOpen && addresses.every((address) => known.has(address));
}
