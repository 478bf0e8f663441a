import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A media type that requests can now have. */
export const requestMediaTypeAdded: OperationRule = {
  id: "request-media-type-added",
  severity: "breaking",
  summary:
    "A media type of the request body was added: callers may use it; where the server is the sender, receivers may " +
    "not be able to read it.",
  check: ({ bodyTypes, base, kind }) =>
    (base.body ? [...bodyTypes.added, ...bodyTypes.widened] : []).map(
      (media): Told => ({
        severity: kind === "operation" ? "safe" : "breaking",
        title: `Requests may now be ${words.code(media.name)}`,
        why:
          kind === "operation"
            ? "Callers may use the new media type; nobody has to."
            : "Receivers who know the old media types only cannot read the new one.",
        wayOut:
          kind === "operation" ? "Nothing to do." : "Send the new media type to those only who ask for it.",
        subject: media.name,
        direction: "request",
        base: { pointer: base.body?.pointer ?? base.pointer, value: undefined },
        head: { pointer: media.pointer, value: media.name },
      }),
    ),
};
