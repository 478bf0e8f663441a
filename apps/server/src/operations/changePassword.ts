import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { tokenHeaders } from "../http/securityHandlers.ts";
import { toSessionData } from "../http/toSessionData.ts";

/** Changes the caller's password and returns a fresh session. */
export const changePassword = defineOperation("changePassword", async ({ body, credentials }, context) => {
  const { clientAddress, sessions, clock } = context;
  const changed = await sessions.changePassword({ token: tokenOf(credentials), clientAddress, ...body });
  return {
    status: 200,
    headers: tokenHeaders(changed.token),
    body: { ...success(clock.nowMs()), data: toSessionData(changed.session, context) },
  };
});
