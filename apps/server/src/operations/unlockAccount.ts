import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toAccount } from "../http/toAccount.ts";

/** Lifts the locks of a local account. */
export const unlockAccount = defineOperation("unlockAccount", async (request, { accounts, clock }) => {
  const { accountId: id } = request.parameters.path;
  const { account, actor } = await accounts.unlock({ token: tokenOf(request.credentials), id });
  return { status: 200, body: { ...success(clock.nowMs()), data: { account: toAccount(account, actor) } } };
});
