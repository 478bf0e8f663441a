import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A media type that a response can now have. */
export const responseMediaTypeAdded: ResponseRule = {
  id: "response-media-type-added",
  severity: "risky",
  summary: "A media type of a response was added: a client that sends no `Accept` may get the new one.",
  checkResponse: ({ kind }, { base, head, types }) =>
    (base.content.size > 0 ? [...types.added, ...types.widened] : []).map(
      (media): Told => ({
        severity: kind === "operation" ? "risky" : "safe",
        title: `The response ${words.code(head.status)} may now be ${words.code(media.name)}`,
        why: "A client that sends no `Accept` header, and reads only the old media type, may get the new one.",
        wayOut: "Send the new media type only to those who ask for it.",
        subject: `${base.status} ${media.name}`,
        direction: "response",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: media.pointer, value: media.name },
      }),
    ),
};
