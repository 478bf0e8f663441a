import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";

/** Ends all sessions of the caller but this one. */
export const endOtherSessions = defineOperation(
  "endOtherSessions",
  async ({ credentials }, { sessions, clock }) => {
    const { ended } = await sessions.endOtherSessions({ token: tokenOf(credentials) });
    return { status: 200, body: { ...success(clock.nowMs()), data: { ended } } };
  },
);
