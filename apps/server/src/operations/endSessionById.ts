import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";

/** Ends one live session by its public id. */
export const endSessionById = defineOperation("endSessionById", async (request, { sessions, clock }) => {
  const { sessionId: id } = request.parameters.path;
  await sessions.endSessionById({ token: tokenOf(request.credentials), id });
  return { status: 200, body: { ...success(clock.nowMs()), data: { ended: 1 } } };
});
