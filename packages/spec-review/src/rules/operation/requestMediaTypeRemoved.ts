import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A media type that requests can no longer have. */
export const requestMediaTypeRemoved: OperationRule = {
  id: "request-media-type-removed",
  severity: "breaking",
  summary:
    "A media type of the request body was removed: callers who send it get 415. Where the server is the sender, " +
    "receivers only have less to read.",
  check: ({ bodyTypes, head, kind }) =>
    (head.body ? [...bodyTypes.removed, ...bodyTypes.narrowed] : []).map(
      (media): Told => ({
        severity: kind === "operation" ? "breaking" : "safe",
        title: `Requests may no longer be ${words.code(media.name)}`,
        why:
          kind === "operation"
            ? "Callers who send this media type are refused (415)."
            : "Receivers who can read it are never sent it again.",
        wayOut:
          kind === "operation"
            ? "Keep accepting the media type until the next major version."
            : "Nothing to do.",
        subject: media.name,
        direction: "request",
        base: { pointer: media.pointer, value: media.name },
        head: { pointer: head.body?.pointer ?? head.pointer, value: undefined },
      }),
    ),
};
