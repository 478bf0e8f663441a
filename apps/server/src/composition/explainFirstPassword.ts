import type { Authenticator } from "@gatehouse/sessions";
import type { Logger } from "../logging/Logger.ts";

const USED_UP =
  "A sign-in used a first password that has opened its session already, or has expired. The caller was told that name or password is wrong. Set a new one with: gatehouse accounts password <username>";

/**
 * Tells the operator's log of a first password that is used a second time. The caller is not told: it would confirm to
 * a finder of the password that it was right (AUT-04). Only the right password leads here, so strangers cannot fill the
 * log with it.
 */
export function explainFirstPassword(
  authenticator: Authenticator,
  logger: Pick<Logger, "warn">,
): Authenticator {
  return {
    ...authenticator,
    async authenticate(credentials) {
      const outcome = await authenticator.authenticate(credentials);
      if (outcome.kind === "refused" && outcome.reason === "expired") {
        logger.warn(USED_UP, { username: credentials.username });
      }
      return outcome;
    },
  };
}
