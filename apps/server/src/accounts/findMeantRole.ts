const BUILT_IN_ROLES = ["System Administrator", "Appliance Administrator"];

/**
 * The role that somebody meant who wrote another one: `system-administrator` is a role too, but one that allows nothing.
 *
 * @returns nothing when the role is written as it is compared, or is one of the operator's own
 */
export function findMeantRole(role: string): string | undefined {
  return BUILT_IN_ROLES.find((name) => squeeze(name) === squeeze(role) && name !== role);
}

function squeeze(role: string): string {
  return role.replace(/[\s_-]/g, "").toLowerCase();
}
