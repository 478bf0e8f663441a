import type { paths } from "@gatehouse/api-types";
import type { Client } from "openapi-fetch";
import { callCodes } from "../results/callCodes.ts";
import type { SignOutFailure } from "../results/Failure.ts";
import { failed } from "../results/failed.ts";
import type { Result } from "../results/Result.ts";
import type { AbortableCall } from "../transport/Call.ts";
import type { TokenHolder } from "../transport/createTokenHolder.ts";

/** Ends the session. The wish is fulfilled as well when the server no longer knows it (SES-06). */
export async function signOut(
  api: Client<paths>,
  call: AbortableCall,
  tokens: TokenHolder,
): Promise<Result<undefined, SignOutFailure>> {
  if (tokens.current() === undefined) return { ok: true, data: undefined };
  const answer = await api.DELETE("/sessions", { signal: call.signal ?? null });
  const isGone = answer.response.status === 401;
  if (answer.error && !isGone) return failed(call, callCodes.signOut, answer);
  return { ok: true, data: undefined };
}
