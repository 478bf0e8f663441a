/** Letters and digits of any script, and `.`, `_`, `-`, `@` between them: nothing that hides or breaks a line. */
const USERNAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}._@-]{0,62}[\p{L}\p{N}\p{M}])?$/u;
const MAX_ROLE_CHARACTERS = 64;
const ROLE = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._-]*[\p{L}\p{N}\p{M}])?$/u;

/** What is wrong with the name and roles of an account; nothing when it can be kept. */
export function accountFaultsOf(account: {
  readonly username?: string;
  readonly roles?: readonly string[];
}): readonly string[] {
  const { username, roles = [] } = account;
  return [...(username === undefined ? [] : usernameFaults(username)), ...roles.flatMap(roleFaults)];
}

function usernameFaults(username: string): string[] {
  if (username.normalize("NFC") !== username)
    return ["The name is not in the composed form of Unicode (NFC)."];
  return USERNAME.test(username)
    ? []
    : ["The name must be 1 to 64 letters and digits, with only . _ - @ between them."];
}

function roleFaults(role: string): string[] {
  return role.length <= MAX_ROLE_CHARACTERS && ROLE.test(role)
    ? []
    : [
        `The role ${JSON.stringify(role.slice(0, MAX_ROLE_CHARACTERS))} must be 1 to 64 letters, digits and spaces.`,
      ];
}
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
