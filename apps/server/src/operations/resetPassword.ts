import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toChangedAccount } from "../http/toAccount.ts";

/** Replaces the password of a local account by a one-time password. */
export const resetPassword = defineOperation("resetPassword", async (request, { accounts, clock }) => {
  const { accountId: id } = request.parameters.path;
  const changed = await accounts.resetPassword({ token: tokenOf(request.credentials), id });
  return { status: 200, body: { ...success(clock.nowMs()), data: toChangedAccount(changed) } };
});
