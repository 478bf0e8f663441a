import { defineOperation, success } from "../http/defineOperation.ts";
import { tokenHeaders } from "../http/securityHandlers.ts";
import { toSessionData } from "../http/toSessionData.ts";

/** Signs in and opens a session. */
export const createSession = defineOperation("createSession", async ({ body }, context) => {
  const { authType = "local", username, password } = body;
  const { clientAddress, sessions, clock } = context;
  const { token, session } = await sessions.signIn({ authType, username, password, clientAddress });
  return {
    status: 200,
    headers: tokenHeaders(token),
    body: { ...success(clock.nowMs()), data: toSessionData(session, context) },
  };
});
