import type { MediaTypeView } from "../../document/OperationView.ts";
import type { OperationPair, ResponsePair } from "../../walk/DocumentPair.ts";
import type { ResponseRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** A response that no longer has a body. */
const responseBodyRemoved: ResponseRule = {
  id: "response-body-removed",
  severity: "breaking",
  summary: "A response no longer has a body: clients who read it fail.",
  checkResponse({ kind }, { base, head }) {
    if (base.content.size === 0 || head.content.size > 0) return [];
    return [
      {
        severity: kind === "operation" ? "breaking" : "safe",
        title: `The response ${words.code(head.status)} no longer has a body`,
        why:
          kind === "operation"
            ? "Clients who read the body fail without it."
            : "Receivers need not send one; the server does not read it.",
        remedy: "Keep sending the body.",
        subject: base.status,
        direction: "response",
        base: { pointer: base.pointer, value: [...base.content.keys()] },
        head: { pointer: head.pointer, value: undefined },
      },
    ];
  },
};

/** A media type that a response can now have. */
const responseMediaTypeAdded: ResponseRule = {
  id: "response-media-type-added",
  severity: "risky",
  summary: "A media type of a response was added: a client that sends no `Accept` may get the new one.",
  checkResponse: ({ kind }, { base, head, types }) =>
    (base.content.size > 0 ? [...types.added, ...types.widened] : []).map(
      (media): RuleFinding => ({
        severity: kind === "operation" ? "risky" : "safe",
        title: `The response ${words.code(head.status)} may now be ${words.code(media.name)}`,
        why: "A client that sends no `Accept` header, and reads only the old media type, may get the new one.",
        remedy: "Only send the new media type to clients who ask for it.",
        subject: `${base.status} ${media.name}`,
        direction: "response",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: media.pointer, value: media.name },
      }),
    ),
};

/** A media type that a response can no longer have. */
const responseMediaTypeRemoved: ResponseRule = {
  id: "response-media-type-removed",
  severity: "breaking",
  summary:
    "A media type of a response was removed: clients who accept only that one get 406, or a body they cannot read. If a " +
    "range was replaced by some of its types, this is only risky: no single type was promised.",
  checkResponse(pair, response) {
    const { removed, narrowed } = response.types;
    if (response.head.content.size === 0) return [];
    return [
      ...removed.map((media) => removal(pair, response, media)),
      ...narrowed.map((media) => ({ ...removal(pair, response, media), ...narrowing(pair, media) })),
    ];
  },
};

/** A response that had no body. */
const responseBodyAdded: ResponseRule = {
  id: "response-body-added",
  severity: "breaking",
  summary:
    "A response got a body: clients do not read it; if receivers respond, the server demands " +
    "more than they send.",
  checkResponse({ kind }, { base, head }) {
    if (base.content.size > 0 || head.content.size === 0) return [];
    return [
      {
        severity: kind === "operation" ? "safe" : "breaking",
        title: `The response ${words.code(head.status)} now has a body`,
        why:
          kind === "operation"
            ? "Clients do not read a body that they do not know."
            : "Receivers who respond without a body are rejected.",
        remedy: kind === "operation" ? "Nothing to do." : "Keep accepting a response without a body.",
        subject: base.status,
        direction: "response",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: head.pointer, value: [...head.content.keys()] },
      },
    ];
  },
};

function removal({ kind }: OperationPair, { base, head }: ResponsePair, media: MediaTypeView): RuleFinding {
  return {
    title: `The response ${words.code(head.status)} is no longer sent as ${words.code(media.name)}`,
    why:
      kind === "operation"
        ? "Clients who accept only this media type get 406, or a body they cannot read."
        : "Receivers who respond with this media type are rejected.",
    remedy: "Keep offering the media type until the next major version.",
    subject: `${base.status} ${media.name}`,
    direction: "response",
    base: { pointer: media.pointer, value: media.name },
    head: { pointer: head.pointer, value: undefined },
  };
}

function narrowing({ kind }: OperationPair, { name }: MediaTypeView): Partial<RuleFinding> {
  if (kind !== "operation") return {};
  return {
    severity: "risky",
    title: `Only some media types of ${words.code(name)} are left`,
    why: "No single media type of the range was promised, but a client may use one that is gone now.",
  };
}

/** The rules about what responses hold. */
export const responseBodyRules: readonly ResponseRule[] = [
  responseBodyRemoved,
  responseMediaTypeAdded,
  responseMediaTypeRemoved,
  responseBodyAdded,
];
