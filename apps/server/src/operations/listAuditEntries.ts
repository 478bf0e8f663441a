import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";

/** Shows entries of the audit trail, newest first. */
export const listAuditEntries = defineOperation("listAuditEntries", async (request, { server, clock }) => {
  const { after, ...query } = request.parameters.query;
  const token = tokenOf(request.credentials);
  const { kept, entries, nextCursor } = await server.listAuditEntries({ token, cursor: after, ...query });
  const next = nextCursor === undefined ? {} : { next: nextCursor };
  return { status: 200, body: { ...success(clock.nowMs()), data: { kept, entries: [...entries], ...next } } };
});
