import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toAccount } from "../http/toAccount.ts";

/** Lists the local accounts, page by page. */
export const listAccounts = defineOperation("listAccounts", async (request, { accounts, clock }) => {
  const { after, ...filter } = request.parameters.query;
  const token = tokenOf(request.credentials);
  const page = await accounts.list({ token, cursor: after, ...filter });
  const next = page.nextCursor === undefined ? {} : { next: page.nextCursor };
  const data = { accounts: page.accounts.map((account) => toAccount(account, page.actor)), ...next };
  return { status: 200, body: { ...success(clock.nowMs()), data } };
});
