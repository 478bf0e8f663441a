import type { Clock } from "@gatehouse/sessions";
import type { VcenterConnection } from "./connectToVcenter.ts";
import type { NamedPassword } from "./encodeBasicCredentials.ts";
import { readSamlGroups } from "./readSamlGroups.ts";
import { ISSUE_ACTION, writeTokenRequest } from "./writeTokenRequest.ts";

/** What the question for groups needs. */
export interface GroupsQuestion {
  readonly credentials: NamedPassword;
  /** The single sign-on domain of the vCenter. */
  readonly ssoDomain: string;
  readonly wallClock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Asks the security token service of vCenter for a token and takes the groups from it, nested ones included.
 *
 * No REST call of vCenter tells a user's groups to the user; the token does, and needs no privilege. See
 * docs/adr/0010-vsphere-sign-in.md.
 *
 * @throws {VcenterFaultError} when there is no token.
 */
export async function readVcenterGroups(
  connection: VcenterConnection,
  { credentials, ssoDomain, wallClock, signal }: GroupsQuestion,
): Promise<readonly string[]> {
  const path = `/sts/STSService/${encodeURIComponent(ssoDomain)}`;
  const response = await connection.send({
    method: "POST",
    path,
    headers: { "content-type": "text/xml; charset=utf-8", soapaction: ISSUE_ACTION },
    body: writeTokenRequest(credentials, wallClock.nowMs()),
    signal,
  });
  return readSamlGroups(`POST ${path}`, response);
}
