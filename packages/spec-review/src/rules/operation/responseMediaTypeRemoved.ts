import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A media type that a response can no longer have. */
export const responseMediaTypeRemoved: ResponseRule = {
  id: "response-media-type-removed",
  severity: "breaking",
  summary:
    "A media type of a response was removed: clients who accept only that one get 406, or a body they cannot read.",
  checkResponse: ({ kind }, { base, head, types }) =>
    (head.content.size > 0 ? types.removed : []).map(
      (media): Told => ({
        title: `The response ${words.code(head.status)} is no longer sent as ${words.code(media.name)}`,
        why:
          kind === "operation"
            ? "Clients who accept only this media type get 406, or a body they cannot read."
            : "Receivers who answer with this media type are not understood.",
        wayOut: "Keep offering the media type until the next major version.",
        subject: `${base.status} ${media.name}`,
        direction: "response",
        base: { pointer: media.pointer, value: media.name },
        head: { pointer: head.pointer, value: undefined },
      }),
    ),
};
