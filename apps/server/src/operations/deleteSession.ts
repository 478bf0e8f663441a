import { defineOperation, tokenOf } from "../http/defineOperation.ts";
import { success } from "../http/envelope.ts";

/** Ends the caller's session. */
export const deleteSession = defineOperation(
  "deleteSession",
  async ({ credentials }, { sessions, clock }) => {
    await sessions.endSession({ token: tokenOf(credentials) });
    return { status: 200, body: success(clock.nowMs()) };
  },
);
