import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";

/** Shows how the server is. */
export const getStatus = defineOperation("getStatus", async ({ credentials }, { server, clock }) => {
  const data = await server.readStatus({ token: tokenOf(credentials) });
  return { status: 200, body: { ...success(clock.nowMs()), data } };
});
