import type { OperationView } from "../document/OperationView.ts";
import { readOperations, readWebhooks } from "../document/readOperations.ts";
import type { DocumentPair } from "./DocumentPair.ts";
import { matchByKey } from "./matchByKey.ts";
import type { Kept } from "./OperationPair.ts";
import type { PairContext } from "./pairOperation.ts";

/** Puts the operations of two versions of a document side by side. */
export function pairDocuments({ documents, hasPassed }: PairContext): DocumentPair {
  const { base, head } = documents;
  const matched = matchByKey(byShape(readOperations(base.root)), byShape(readOperations(head.root)));
  const moved = matched.removed.flatMap((old): Kept<OperationView>[] => {
    const now = matched.added.find(({ id }) => id !== undefined && id === old.id);
    return now ? [{ base: old, head: now }] : [];
  });
  return {
    documents,
    hasPassed,
    moved,
    operations: {
      kept: matched.kept,
      removed: matched.removed.filter((operation) => !moved.some((pair) => pair.base === operation)),
      added: matched.added.filter((operation) => !moved.some((pair) => pair.head === operation)),
    },
    webhooks: matchByKey(byShape(readWebhooks(base.root)), byShape(readWebhooks(head.root))),
  };
}

function byShape(operations: readonly OperationView[]): Map<string, OperationView> {
  return new Map(operations.map((operation) => [`${operation.method} ${operation.shape}`, operation]));
}
