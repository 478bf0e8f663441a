import type { SessionUser } from "./SessionUser.ts";

/**
 * One text per person, from provider and subject (AUT-13).
 *
 * The provider is length-prefixed, so that no pair of provider and subject can be written as another pair.
 */
export function userKeyOf(user: Pick<SessionUser, "authType" | "subject">): string {
  return `${user.authType.length}:${user.authType}:${user.subject}`;
}
