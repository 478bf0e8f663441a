import type { SessionsDependencies } from "../ports/SessionsDependencies.ts";
import { liveWindowAt } from "../session/liveWindowAt.ts";
import type { EndedSessions } from "./endOtherSessions.ts";
import { readAdministrator } from "./readAdministrator.ts";
import type { TokenCommand } from "./readSession.ts";

/**
 * Ends every session there is, the one of the call too, as an administrator (SES-16).
 *
 * @throws what `readAdministrator` throws.
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endAllSessions(
  deps: SessionsDependencies,
  command: TokenCommand,
): Promise<EndedSessions> {
  const actor = await readAdministrator(deps, command);
  const { ended } = await deps.store.endMany({ window: liveWindowAt(deps.clock.nowMs(), deps.limits) });
  return { actor, ended };
}
