import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toSessionData } from "../http/toSessionData.ts";

/** Shows the caller's session and renews it. */
export const getSession = defineOperation("getSession", async ({ credentials }, context) => {
  const session = await context.sessions.readSession({ token: tokenOf(credentials) });
  return { status: 200, body: { ...success(context.clock.nowMs()), data: toSessionData(session, context) } };
});
