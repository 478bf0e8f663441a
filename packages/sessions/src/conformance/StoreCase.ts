import type { Store } from "../ports/Store.ts";

/** Opens one more handle on the store of this case; all handles of a case see the same data. */
export type OpenHandle = () => Promise<Store>;

/** One promise of the port, with the steps that prove it. */
export interface StoreCase {
  readonly name: string;
  /** Whether the case needs a second handle, as a second process would have. */
  readonly shared?: true;
  run(store: Store, open: OpenHandle): Promise<void>;
}
