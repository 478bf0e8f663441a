import type { VcenterConnection } from "./connectToVcenter.ts";
import { readJson } from "./readJson.ts";
import { statusFault } from "./statusFault.ts";
import { VcenterFaultError } from "./VcenterFaultError.ts";
import type { VcenterSession } from "./VcenterSession.ts";

/** Statuses of a vCenter that does not offer the question. */
const NOT_OFFERED = [404, 405, 501];
const LONGEST_NAME = 1024;

/**
 * Asks vCenter for the full name of the user behind a session.
 *
 * People may sign in as `administrator`, `ADMINISTRATOR@vsphere.local` or `VSPHERE\administrator`; vCenter alone knows
 * which of its users that is.
 *
 * @returns nothing when this vCenter does not offer the question
 * @throws {VcenterFaultError} when it does not answer properly.
 */
export async function readVcenterUser(
  connection: VcenterConnection,
  session: VcenterSession,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { method, path } = session.dialect.whoAmI;
  const headers = { accept: "application/json", "vmware-api-session-id": session.token };
  const response = await connection.send({ method, path, headers, signal });
  if (NOT_OFFERED.includes(response.status)) return undefined;
  if (response.status !== 200) throw statusFault(`${method} ${path}`, response.status);
  const facts = session.dialect.unwrap(readJson(`${method} ${path}`, response.text));
  const user = typeof facts === "object" && facts !== null && "user" in facts ? facts.user : undefined;
  if (typeof user === "string" && user.trim() !== "" && user.length <= LONGEST_NAME) return user;
  throw new VcenterFaultError(`vCenter answered ${method} ${path} without the name of the user.`, {
    kind: "content",
  });
}
