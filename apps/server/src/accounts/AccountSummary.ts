import type { Account } from "./Account.ts";

/** An account without its secret. */
export type AccountSummary = Omit<Account, "passwordHash">;

/** The account without its secret. */
export function summaryOf({ passwordHash: _, ...summary }: Account): AccountSummary {
  return summary;
}
