import { isJsonEqual, isJsonObject } from "@gatehouse/contract";
import type { MediaTypeView } from "../../document/OperationView.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import { covers } from "../../walk/covers.ts";
import { encodingOf } from "../../walk/encodingOf.ts";
import type { Kept, OperationPair } from "../../walk/OperationPair.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** How the parts of a form are written. */
export const requestEncodingChanged: OperationRule = {
  id: "request-encoding-changed",
  severity: "breaking",
  summary:
    "`encoding` of a form changed: callers write its parts in a way that the server no longer reads. Defaults that are " +
    "spelled out, and more media types than before, change nothing for them.",
  check: (pair) =>
    pair.bodyTypes.kept
      .filter((media) => changedParts(pair, media).length > 0)
      .map(({ base, head }) => ({
        title: `\`encoding\` of ${words.code(head.name)} changed`,
        why: "Callers write the parts of the form in the old way (media type, style, headers), which the server may no longer read.",
        wayOut: "Accept the old way as well.",
        subject: base.name,
        direction: "request",
        base: { pointer: jsonPointer.append(base.pointer, "encoding"), value: base.value.encoding },
        head: { pointer: jsonPointer.append(head.pointer, "encoding"), value: head.value.encoding },
      })),
};

function changedParts({ documents }: OperationPair, { base, head }: Kept<MediaTypeView>): string[] {
  return [...new Set([...partNames(base), ...partNames(head)])].filter((name) => {
    const old = encodingOf(documents.base.root, base, name);
    const now = encodingOf(documents.head.root, head, name);
    return !isJsonEqual(old.rest, now.rest) || !takesAll(now.contentTypes, old.contentTypes);
  });
}

function partNames({ value: { encoding } }: MediaTypeView): string[] {
  return isJsonObject(encoding) ? Object.keys(encoding) : [];
}

/** A part of which nothing is known may always have been of the type. */
function takesAll(taken: readonly string[], sent: readonly string[]): boolean {
  if (taken.length === 0 && sent.length === 0) return true;
  const known = new Map(taken.map((type) => [type, type]));
  return (
    sent.length > 0 && sent.every((type) => known.has(type) || covers.mediaType(known, type) !== undefined)
  );
}
