import type { OperationView } from "../document/OperationView.ts";
import { type Place, places } from "../document/Place.ts";
import type { ReviewedDocument } from "../document/ReviewedDocument.ts";
import type { DocumentPair } from "./DocumentPair.ts";
import { matchByKey } from "./matchByKey.ts";
import type { Matched } from "./OperationPair.ts";

/** How a list of servers changed, and for which operations it counts. */
export interface ServerChange {
  readonly matched: Matched<Place>;
  /** Undefined for the servers of the document. */
  readonly operations: readonly OperationView[] | undefined;
  readonly base: string;
  readonly head: string;
}

/** The changes of servers: those of the document, and those of operations where one side has its own. */
export function serverChanges({ documents, operations }: DocumentPair): ServerChange[] {
  const [old, now] = [serversOf(documents.base), serversOf(documents.head)];
  const changes: ServerChange[] = [];
  // Without a list the address is where the document came from (OpenAPI 3.1, 4.8.1); nothing can be said of that.
  if (old.length > 0 && now.length > 0) {
    changes.push({ matched: match(old, now), operations: undefined, base: "/servers", head: "/servers" });
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

function serversOf({ root }: ReviewedDocument): Place[] {
  return places.items(root, places.root(root), "servers");
}

function match(before: readonly Place[], after: readonly Place[]): Matched<Place> {
  const byUrl = (servers: readonly Place[]) =>
    new Map(servers.map((server) => [normalUrl(String(server.value.url ?? "/")), server]));
  return matchByKey(byUrl(before), byUrl(after));
}

/** Names of variables are for the reader; a slash at the end changes nothing, for paths begin with one. */
function normalUrl(url: string): string {
  return url.replace(/\/+$/, "");
}
