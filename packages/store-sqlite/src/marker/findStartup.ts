import type { StoreStartup } from "../SqliteStore.ts";
import type { StoreContext } from "../StoreContext.ts";
import type { MarkerFile } from "./createMarkerFile.ts";
import { findRestore } from "./findRestore.ts";

/**
 * Compares store and marker. When the store is an old copy, all sessions in it end before anybody is served.
 *
 * The marker is read before the store: another process may be ending sessions at this moment, and it writes the
 * store first.
 */
export function findStartup(
  context: StoreContext,
  { created, marker }: { readonly created: boolean; readonly marker: MarkerFile },
): StoreStartup {
  const reading = marker.read();
  const reason = created ? undefined : findRestore(reading, context.ends.current());
  if (reason !== undefined) context.transactions.durable(() => context.ends.endAll({}));
  if (created || reason !== undefined) context.noteEnds();
  if (created) return { kind: "created" };
  return reason === undefined ? { kind: "opened" } : { kind: "restored", reason };
}
