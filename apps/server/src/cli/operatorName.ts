import { userInfo } from "node:os";
import type { Environment } from "../config/createSettingsReader.ts";

/**
 * Who sits at the machine, for the audit trail: the user of the operating system, and who became that user by sudo.
 * A user without a name, as in a container, goes by number.
 */
export function operatorName(environment: Environment): string {
  const name = currentUser();
  const before = environment.SUDO_USER;
  return before === undefined || before === name ? name : `${before} as ${name}`;
}

function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
