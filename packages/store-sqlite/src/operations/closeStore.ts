import type { MarkerFile } from "../marker/createMarkerFile.ts";
import type { StoreContext } from "../StoreContext.ts";
import { flushRenewals } from "./flushRenewals.ts";

/** Writes down what is only in memory and closes the files, also when the writing fails. */
export function closeStore(context: StoreContext, marker: MarkerFile): void {
  try {
    flushRenewals(context, Number.POSITIVE_INFINITY);
  } finally {
    context.database.close();
    marker.close();
  }
}
