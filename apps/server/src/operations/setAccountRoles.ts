import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toChangedAccount } from "../http/toAccount.ts";

/** Replaces the roles of a local account. */
export const setAccountRoles = defineOperation("setAccountRoles", async (request, { accounts, clock }) => {
  const { accountId: id } = request.parameters.path;
  const { roles } = request.body;
  const changed = await accounts.setRoles({ token: tokenOf(request.credentials), id, roles });
  return { status: 200, body: { ...success(clock.nowMs()), data: toChangedAccount(changed) } };
});
