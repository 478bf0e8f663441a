import { securityLosses } from "../../walk/securityGaps.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A webhook or callback that comes with fewer credentials than promised. */
export const callCredentialsDropped: OperationRule = {
  id: "call-credentials-dropped",
  severity: "breaking",
  summary:
    "A webhook or a callback may now come with other credentials, or none: receivers who check the promised ones " +
    "refuse it.",
  check: (pair) =>
    securityLosses(pair).map((alternative) => ({
      title:
        alternative.size === 0
          ? "The call may now come without credentials"
          : `The call may now come with ${[...alternative.keys()].map((name) => words.code(name)).join(" and ")} alone`,
      why: "Receivers who check the credentials that the old document promises refuse the call.",
      wayOut: "Go on sending the old credentials beside the new ones.",
      subject: [...alternative.keys()].toSorted().join("+"),
      direction: "request",
      base: { pointer: pair.base.security.pointer, value: undefined },
      head: { pointer: pair.head.security.pointer, value: Object.fromEntries(alternative) },
    })),
};
