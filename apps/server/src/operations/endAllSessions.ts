import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";

/** Ends all sessions of everybody. */
export const endAllSessions = defineOperation(
  "endAllSessions",
  async ({ credentials }, { sessions, clock }) => {
    const { ended } = await sessions.endAllSessions({ token: tokenOf(credentials) });
    return { status: 200, body: { ...success(clock.nowMs()), data: { ended } } };
  },
);
