import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toLiveSession } from "../http/toSessionData.ts";

/** Shows one live session by its public id. */
export const findSession = defineOperation("findSession", async (request, { sessions, clock }) => {
  const { sessionId: id } = request.parameters.path;
  const { session } = await sessions.findSession({ token: tokenOf(request.credentials), id });
  return { status: 200, body: { ...success(clock.nowMs()), data: toLiveSession(session) } };
});
