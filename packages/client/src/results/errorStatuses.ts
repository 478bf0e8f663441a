import type { ErrorCode } from "@gatehouse/api-types";

/** The statuses that each code travels with when signing in, looking and signing out; total by type. */
export const errorStatuses = {
  BAD_REQUEST: [400, 404, 405, 413, 415],
  INVALID_CREDENTIALS: [401],
  NOT_ENOUGH_PRIVILEGES: [403],
  INVALID_SESSION_TOKEN: [401],
  INTERNAL_SERVER_ERROR: [500],
} as const satisfies Record<ErrorCode, readonly number[]>;
