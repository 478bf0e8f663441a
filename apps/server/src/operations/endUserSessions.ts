import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";

/** Ends all sessions of one user. */
export const endUserSessions = defineOperation("endUserSessions", async (request, { sessions, clock }) => {
  const { authType = "local", username } = request.body;
  const { ended } = await sessions.endUserSessions({
    token: tokenOf(request.credentials),
    authType,
    username,
  });
  return { status: 200, body: { ...success(clock.nowMs()), data: { ended } } };
});
