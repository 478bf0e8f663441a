import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { sessionCookie } from "../http/securityHandlers.ts";
import { toSessionData } from "../http/toSessionData.ts";

/** Changes the password of a browser's user and replaces the cookie. */
export const changeBrowserPassword = defineOperation(
  "changeBrowserPassword",
  async ({ body, credentials }, context) => {
    const { clientAddress, sessions, clock } = context;
    const changed = await sessions.changePassword({ token: tokenOf(credentials), clientAddress, ...body });
    return {
      status: 200,
      headers: sessionCookie(changed.token),
      body: { ...success(clock.nowMs()), data: toSessionData(changed.session, context) },
    };
  },
);
