import { toPrincipal } from "./toPrincipal.ts";
import type { VsphereRoles } from "./VsphereRoles.ts";

/** Who signed in, as vCenter names them. */
export interface VsphereMember {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Collects the roles that user, domain and groups give; each role once, possibly none. */
export function rolesOf(roles: VsphereRoles, { username, groups }: VsphereMember): readonly string[] {
  const { key, domain } = toPrincipal(username);
  const found = [
    ...(roles.users.get(key) ?? []),
    ...(roles.domains.get(domain) ?? []),
    ...groups.flatMap((group) => roles.groups.get(toPrincipal(group).key) ?? []),
  ];
  return [...new Set(found)];
}
