import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { sessionCookie } from "../http/securityHandlers.ts";
import { toSessionData } from "../http/toSessionData.ts";

/** Confirms the password of a browser's user and replaces the session by a fresh one. */
export const reauthenticate = defineOperation("reauthenticate", async ({ body, credentials }, context) => {
  const { clientAddress, sessions, clock } = context;
  const fresh = await sessions.reauthenticate({ token: tokenOf(credentials), clientAddress, ...body });
  return {
    status: 200,
    headers: sessionCookie(fresh.token),
    body: { ...success(clock.nowMs()), data: toSessionData(fresh.session, context) },
  };
});
