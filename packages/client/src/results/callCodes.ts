import type { ErrorCode } from "@gatehouse/api-types";

/** The codes that each call can be refused with. A sign-out has no `INVALID_SESSION_TOKEN`: it is done then. */
export const callCodes = {
  signIn: ["BAD_REQUEST", "INVALID_CREDENTIALS", "NOT_ENOUGH_PRIVILEGES", "INTERNAL_SERVER_ERROR"],
  session: ["BAD_REQUEST", "INVALID_SESSION_TOKEN", "INTERNAL_SERVER_ERROR"],
  signOut: ["BAD_REQUEST", "INTERNAL_SERVER_ERROR"],
} as const satisfies Record<string, readonly ErrorCode[]>;
