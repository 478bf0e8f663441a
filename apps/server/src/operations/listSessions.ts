import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";
import { toLiveSession } from "../http/toSessionData.ts";

/** Lists live sessions, page by page. */
export const listSessions = defineOperation("listSessions", async (request, { sessions, clock }) => {
  const { after, ...filter } = request.parameters.query;
  const token = tokenOf(request.credentials);
  const page = await sessions.listSessions({ token, cursor: after, ...filter });
  const next = page.nextCursor === undefined ? {} : { next: page.nextCursor };
  const data = { sessions: page.sessions.map(toLiveSession), ...next };
  return { status: 200, body: { ...success(clock.nowMs()), data } };
});
