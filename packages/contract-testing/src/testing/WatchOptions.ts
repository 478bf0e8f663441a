import type { Contract } from "@gatehouse/contract";
import type { ExchangeFile } from "../coverage/exchangeFile.ts";

/** How the answers to tests are watched. */
export interface WatchOptions {
  readonly contract: Contract;
  /** Where to note what the exchanges show, for the coverage of the contract. */
  readonly recorder?: ExchangeFile;
  /** Lower-case names of headers that may come without being documented. */
  readonly ignoredHeaders?: ReadonlySet<string>;
}
