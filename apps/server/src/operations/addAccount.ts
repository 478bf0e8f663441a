import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toChangedAccount } from "../http/toAccount.ts";

/** Makes a local account. */
export const addAccount = defineOperation(
  "addAccount",
  async ({ body, credentials }, { accounts, clock }) => {
    const added = await accounts.add({ token: tokenOf(credentials), ...body });
    return { status: 200, body: { ...success(clock.nowMs()), data: toChangedAccount(added) } };
  },
);
