import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A media type that requests can no longer have. */
export const requestMediaTypeRemoved: OperationRule = {
  id: "request-media-type-removed",
  severity: "breaking",
  summary: "A media type of the request body was removed: callers who send it get 415.",
  check: ({ bodyTypes, head }) =>
    (head.body ? bodyTypes.removed : []).map((media) => ({
      title: `Requests may no longer be ${words.code(media.name)}`,
      why: "Callers who send this media type are refused (415).",
      wayOut: "Keep accepting the media type until the next major version.",
      subject: media.name,
      direction: "request",
      base: { pointer: media.pointer, value: media.name },
      head: { pointer: head.body?.pointer ?? head.pointer, value: undefined },
    })),
};
