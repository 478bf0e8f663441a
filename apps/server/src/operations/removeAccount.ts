import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toChangedAccount } from "../http/toAccount.ts";

/** Removes a local account and its sessions. */
export const removeAccount = defineOperation("removeAccount", async (request, { accounts, clock }) => {
  const { accountId: id } = request.parameters.path;
  const removed = await accounts.remove({ token: tokenOf(request.credentials), id });
  return { status: 200, body: { ...success(clock.nowMs()), data: toChangedAccount(removed) } };
});
