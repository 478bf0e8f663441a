import type { paths, SessionData } from "@gatehouse/api-types";
import type { Client } from "openapi-fetch";
import { unexpectedAnswer } from "../errors/unexpectedAnswer.ts";
import type { Credentials } from "../GatehouseClient.ts";
import { callCodes } from "../results/callCodes.ts";
import type { SignInFailure } from "../results/Failure.ts";
import { failed } from "../results/failed.ts";
import type { Result } from "../results/Result.ts";
import { sessionDataOf } from "../results/sessionDataOf.ts";
import type { AbortableCall } from "../transport/Call.ts";
import { TOKEN_HEADER } from "../transport/headerNames.ts";

/** Opens a session; the transport keeps the token that the answer brings. */
export async function signIn(
  api: Client<paths>,
  call: AbortableCall,
  credentials: Credentials,
): Promise<Result<SessionData, SignInFailure>> {
  const body = { authType: "local", ...credentials } as const;
  const answer = await api.POST("/sessions", { body, signal: call.signal ?? null });
  if (answer.error) return failed(call, callCodes.signIn, answer);
  if (!answer.response.headers.has(TOKEN_HEADER)) {
    const text = `no header ${TOKEN_HEADER}, which a server must expose to pages of another origin.`;
    throw unexpectedAnswer(call, answer.response, { text });
  }
  return { ok: true, data: sessionDataOf(call, answer.response, answer.data) };
}
