import type { StoreContext } from "../StoreContext.ts";
import type { Seal } from "../seal/createSeal.ts";
import { flushRenewals } from "./flushRenewals.ts";

/** Writes down what is only in memory and closes the files, also when the writing fails. */
export function closeStore(context: StoreContext, seal: Seal): void {
  try {
    flushRenewals(context, Number.POSITIVE_INFINITY);
  } finally {
    seal.whileStoreIsWritten(() => context.database.close());
    seal.close();
  }
}
