import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toChangedAccount } from "../http/toAccount.ts";

/** Enables or disables a local account. */
export const setAccountState = defineOperation("setAccountState", async (request, { accounts, clock }) => {
  const { accountId: id } = request.parameters.path;
  const disabled = !request.body.enabled;
  const changed = await accounts.setDisabled({ token: tokenOf(request.credentials), id, disabled });
  return { status: 200, body: { ...success(clock.nowMs()), data: toChangedAccount(changed) } };
});
