import type { VcenterConnection } from "./connectToVcenter.ts";
import { statusFault } from "./statusFault.ts";
import type { VcenterSession } from "./VcenterSession.ts";

/** Statuses after which the session is gone. */
const GONE = [200, 204, 401, 404];

/**
 * Deletes a session in vCenter.
 *
 * @throws {VcenterFaultError} when vCenter does not confirm it; the session then lives until vCenter's idle limit.
 */
export async function closeVcenterSession(
  connection: VcenterConnection,
  session: VcenterSession,
  signal: AbortSignal,
): Promise<void> {
  const headers = { accept: "application/json", "vmware-api-session-id": session.token };
  const { path } = session.dialect;
  const { status } = await connection.send({ method: "DELETE", path, headers, signal });
  if (!GONE.includes(status)) throw statusFault(`DELETE ${path}`, status);
}
