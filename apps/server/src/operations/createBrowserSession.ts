import { defineOperation, success } from "../http/defineOperation.ts";
import { sessionCookie } from "../http/securityHandlers.ts";
import { toSessionData } from "../http/toSessionData.ts";

/** Signs a browser in and opens a session, whose token no script can read. */
export const createBrowserSession = defineOperation("createBrowserSession", async ({ body }, context) => {
  const { authType = "local", username, password } = body;
  const { clientAddress, sessions, clock } = context;
  const opened = await sessions.signIn({ authType, username, password, clientAddress });
  return {
    status: 200,
    headers: sessionCookie(opened.token),
    body: { ...success(clock.nowMs()), data: toSessionData(opened.session, context) },
  };
});
