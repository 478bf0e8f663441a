import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { clearedCookie } from "../http/securityHandlers.ts";

/** Ends the caller's session. */
export const deleteSession = defineOperation(
  "deleteSession",
  async ({ credentials }, { sessions, clock, inBrowser }) => {
    await sessions.endSession({ token: tokenOf(credentials) });
    return { status: 200, headers: inBrowser ? clearedCookie : {}, body: success(clock.nowMs()) };
  },
);
