import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt } from "../session/liveWindowAt.ts";

/** A user by the name shown in the list. */
export interface UserName {
  readonly authType: string;
  readonly username: string;
}

/**
 * Ends all sessions of the user with this name; none when nobody of this name is signed in. Inside a provider one
 * name is one person: an account that is removed takes its sessions along before its name can be given again.
 *
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endUser(
  deps: SessionsDependencies,
  { authType, username }: UserName,
): Promise<{ readonly ended: number }> {
  const window = liveWindowAt(deps.clock.nowMs(), deps.limits);
  const [record] = await deps.store.list({ window, limit: 1, authType, username });
  if (record === undefined) return { ended: 0 };
  return deps.store.endMany({ window, userKey: record.userKey });
}
