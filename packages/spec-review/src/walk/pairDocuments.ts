import type { OperationView } from "../document/OperationView.ts";
import { readOperations, readWebhooks } from "../document/readOperations.ts";
import type { DocumentPair, Kept, Matched } from "./DocumentPair.ts";
import { matchByKey, type PairContext } from "./pairOperation.ts";
import { operationAddresses } from "./serverChanges.ts";

/** Puts the operations of two versions of a document side by side. */
export function pairDocuments({ documents, hasPassed }: PairContext): DocumentPair {
  const { base, head } = documents;
  const byShape = matchByShape(readOperations(base.root), readOperations(head.root));
  const respelled = matchByAddress(documents, byShape);
  const matched = {
    kept: [...byShape.kept, ...respelled],
    removed: byShape.removed.filter((operation) => !respelled.some((pair) => pair.base === operation)),
    added: byShape.added.filter((operation) => !respelled.some((pair) => pair.head === operation)),
  };
  const moved = matched.removed.flatMap((old): Kept<OperationView>[] => {
    const now = matched.added.find(({ id }) => id !== undefined && id === old.id);
    return now ? [{ base: old, head: now }] : [];
  });
  return {
    documents,
    hasPassed,
    moved,
    respelled,
    operations: {
      kept: matched.kept,
      removed: matched.removed.filter((operation) => !moved.some((pair) => pair.base === operation)),
      added: matched.added.filter((operation) => !moved.some((pair) => pair.head === operation)),
    },
    webhooks: matchByShape(readWebhooks(base.root), readWebhooks(head.root)),
  };
}

/** What a caller calls is server and path together: one may say what the other said before. */
function matchByAddress(
  { base, head }: PairContext["documents"],
  { removed, added }: Matched<OperationView>,
): Kept<OperationView>[] {
  const now = new Map(
    added.flatMap((operation) =>
      operationAddresses(head.root, operation).map((address) => [
        `${operation.method} ${address}`,
        operation,
      ]),
    ),
  );
  const taken = new Set<OperationView>();
  return removed.flatMap((old) => {
    const twins = operationAddresses(base.root, old).map((address) => now.get(`${old.method} ${address}`));
    const [twin] = twins;
    if (!twin || taken.has(twin) || twins.some((other) => other !== twin)) return [];
    taken.add(twin);
    return [{ base: old, head: twin }];
  });
}

/** Paths that differ in the names of their parameters only are the same path, unless a document has both. */
function matchByShape(
  base: readonly OperationView[],
  head: readonly OperationView[],
): Matched<OperationView> {
  const shared = new Set([...repeatedShapes(base), ...repeatedShapes(head)]);
  const keyed = (operations: readonly OperationView[]) =>
    new Map(
      operations.map((operation) => {
        const key = shapeKey(operation);
        return [shared.has(key) ? `${operation.method} ${operation.path}` : key, operation];
      }),
    );
  return matchByKey(keyed(base), keyed(head));
}

function repeatedShapes(operations: readonly OperationView[]): string[] {
  const seen = new Set<string>();
  return operations.map(shapeKey).filter((key) => seen.has(key) || !seen.add(key));
}

function shapeKey({ method, shape }: OperationView): string {
  return `${method} ${shape}`;
}
