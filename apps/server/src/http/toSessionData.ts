import type { SessionData } from "@gatehouse/api-types";
import type { Session } from "@gatehouse/sessions";
import type { Appliance } from "./Appliance.ts";
import { toSessionLife } from "./toSessionLife.ts";

/** Turns a session of the domain into the wire form. */
export function toSessionData(
  session: Session,
  facts: { transactionId: string; appliance: Appliance },
): SessionData {
  const { user } = session;
  return {
    user: {
      enterprise: user.enterprise,
      organization: user.organizations.map((organization) => organization.name),
      currentOrganization: user.currentOrganization,
      roles: [...session.roles],
      username: user.username,
      transactionId: facts.transactionId,
    },
    cloud: { name: facts.appliance.name, type: facts.appliance.type },
    organizations: user.organizations.map(({ name, id }) => ({ name, id })),
    session: toSessionLife(session),
  };
}
