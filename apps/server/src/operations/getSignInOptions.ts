import { defineOperation, success } from "../http/defineOperation.ts";
import { toAuthType } from "../http/toSessionData.ts";

/** Shows whether and how one can sign in. */
export const getSignInOptions = defineOperation("getSignInOptions", async (_request, { sessions, clock }) => {
  const { closed, authTypes } = await sessions.readSignInOptions();
  const data = { open: !closed, authTypes: authTypes.map(toAuthType) };
  return { status: 200, body: { ...success(clock.nowMs()), data } };
});
