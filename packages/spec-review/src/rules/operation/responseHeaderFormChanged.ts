import type { HeaderView } from "../../document/OperationView.ts";
import { serialisationOf, shapeOf } from "../../walk/serialisationOf.ts";
import type { ResponseRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** How the value of a response header is written. */
export const responseHeaderFormChanged: ResponseRule = {
  id: "response-header-form-changed",
  severity: "breaking",
  summary:
    "A response header is written by another media type, by `content` where it was by `schema`, or its object is " +
    "exploded otherwise: clients read it in a way in which it is no longer written.",
  checkResponse: ({ documents }, { base, head }) =>
    [...base.headers].flatMap(([name, header]): Told[] => {
      const other = head.headers.get(name);
      if (!other) return [];
      const [old, now] = [formOf(documents.base.root, header), formOf(documents.head.root, other)];
      if (old === now) return [];
      return [
        {
          title: `The header ${words.code(header.name)} of the response ${words.code(head.status)} is written in another form`,
          why: "Clients read the value in the old form, in which it is no longer written.",
          wayOut: "Keep the form, or send the new one under another header.",
          subject: `${base.status} ${name}`,
          direction: "response",
          base: { pointer: header.pointer, value: old },
          head: { pointer: other.pointer, value: now },
        },
      ];
    }),
};

/** Plain values and lists look the same whatever `explode` says. */
function formOf(root: Parameters<typeof shapeOf>[0], header: HeaderView): string {
  const [mediaType] = header.content.keys();
  if (mediaType !== undefined) return mediaType;
  const explode = shapeOf(root, header) === "object" && header.value.explode === true;
  return explode ? serialisationOf("object", { style: "simple", explode }) : "simple";
}
