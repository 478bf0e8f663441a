import type { LiveSession } from "@gatehouse/api-types";
import type { Session } from "@gatehouse/sessions";
import { toAuthType } from "./toAuthType.ts";
import { toSessionLife } from "./toSessionLife.ts";

/** Turns a listed session of the domain into the wire form. */
export function toLiveSession(session: Session & { readonly current: boolean }): LiveSession {
  const { user, roles, current } = session;
  return {
    session: toSessionLife(session),
    user: { authType: toAuthType(user.authType), username: user.username, roles: [...roles] },
    current,
  };
}
