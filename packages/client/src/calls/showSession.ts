import type { paths, SessionData } from "@gatehouse/api-types";
import type { Client } from "openapi-fetch";
import { callCodes } from "../results/callCodes.ts";
import type { SessionFailure } from "../results/Failure.ts";
import { failed } from "../results/failed.ts";
import type { Result } from "../results/Result.ts";
import { sessionDataOf } from "../results/sessionDataOf.ts";
import type { AbortableCall } from "../transport/Call.ts";

/** Shows the session that the token addresses. */
export async function showSession(
  api: Client<paths>,
  call: AbortableCall,
): Promise<Result<SessionData, SessionFailure>> {
  const answer = await api.GET("/sessions", { signal: call.signal ?? null });
  if (answer.error) return failed(call, callCodes.session, answer);
  return { ok: true, data: sessionDataOf(call, answer.response, answer.data) };
}
