import { defineOperation, success, tokenOf } from "../http/defineOperation.ts";

/** Enables or disables new sign-ins. */
export const setSignInState = defineOperation("setSignInState", async (request, { sessions, clock }) => {
  const { open } = request.body;
  await sessions.setSignInsClosed({ token: tokenOf(request.credentials), closed: !open });
  return { status: 200, body: { ...success(clock.nowMs()), data: { open } } };
});
