import type { MediaTypeView } from "../../document/OperationView.ts";
import type { OperationPair, ResponsePair } from "../../walk/OperationPair.ts";
import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A media type that a response can no longer have. */
export const responseMediaTypeRemoved: ResponseRule = {
  id: "response-media-type-removed",
  severity: "breaking",
  summary:
    "A media type of a response was removed: clients who accept only that one get 406, or a body they cannot read. A " +
    "range that is spelled out in part is only risky: no single type of it was promised.",
  checkResponse(pair, response) {
    const { removed, narrowed } = response.types;
    if (response.head.content.size === 0) return [];
    return [
      ...removed.map((media) => tell(pair, response, media)),
      ...narrowed.map((media) => ({ ...tell(pair, response, media), ...narrowing(pair, media) })),
    ];
  },
};

function tell({ kind }: OperationPair, { base, head }: ResponsePair, media: MediaTypeView): Told {
  return {
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
  };
}

function narrowing({ kind }: OperationPair, { name }: MediaTypeView): Partial<Told> {
  if (kind !== "operation") return {};
  return {
    severity: "risky",
    title: `Only some media types of ${words.code(name)} are left`,
    why: "No single media type of the range was promised; yet a client may have found one there that is gone now.",
  };
}
