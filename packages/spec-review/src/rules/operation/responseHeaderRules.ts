import { childPointer } from "@gatehouse/contract";
import type { HeaderView, ResponseView } from "../../document/OperationView.ts";
import { serialisationOf, shapeOf } from "../../walk/serialisationOf.ts";
import type { ResponseRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";
import { deprecation } from "./lifecycleRules.ts";

/** A header that a response no longer promises. */
const responseHeaderRemoved: ResponseRule = {
  id: "response-header-removed",
  severity: "breaking",
  summary:
    "A response header was removed: clients who read it (a token, a page link, a limit) do not find it.",
  checkResponse: ({ kind }, { base, head, headers }) =>
    headers.removed.map(
      (header): RuleFinding => ({
        severity: kind === "operation" ? "breaking" : "safe",
        title: `${nameOf(header, head)} was removed`,
        why: "Clients who read the header do not find it.",
        remedy: "Keep sending the header, `deprecated`, until the next major version.",
        ...about(header, base),
        base: { pointer: header.pointer, value: header.value },
        head: { pointer: head.pointer, value: undefined },
      }),
    ),
};

/** Whether a response always has a header. */
const responseHeaderRequirementChanged: ResponseRule = {
  id: "response-header-requirement-changed",
  severity: "breaking",
  summary:
    "A response header became optional: clients who do not check for it fail when it is missing. Becoming required is safe.",
  checkResponse: ({ kind }, { base, head, headers }) =>
    headers.kept
      .filter((kept) => kept.base.required !== kept.head.required)
      .map(({ base: header, head: other }): RuleFinding => {
        const breaks = header.required === (kind === "operation");
        return {
          severity: breaks ? "breaking" : "safe",
          title: `${nameOf(header, head)} became ${other.required ? "required" : "optional"}`,
          why: breaks
            ? "Clients who do not check for the header fail when it is missing."
            : "Clients who follow the old document keep working.",
          remedy: "Keep sending the header.",
          ...about(header, base),
          base: { pointer: childPointer(header.pointer, "required"), value: header.required },
          head: { pointer: childPointer(other.pointer, "required"), value: other.required },
        };
      }),
};

/** How the value of a response header is written. */
const responseHeaderFormChanged: ResponseRule = {
  id: "response-header-form-changed",
  severity: "breaking",
  summary:
    "A response header is written in another media type, by `content` instead of `schema`, or with another `explode` " +
    "of its object: clients read it in the old form.",
  checkResponse: ({ documents }, { base, head, headers }) =>
    headers.kept.flatMap(({ base: header, head: other }): RuleFinding[] => {
      const [old, now] = [formOf(documents.base.root, header), formOf(documents.head.root, other)];
      if (old === now) return [];
      return [
        {
          title: `${nameOf(header, head)} is written in another form`,
          why: "Clients read the value in the old form.",
          remedy: "Keep the form, or send the new one in another header.",
          ...about(header, base),
          base: { pointer: header.pointer, value: old },
          head: { pointer: other.pointer, value: now },
        },
      ];
    }),
};

/** A response header that was marked `deprecated`, or no longer is. */
const responseHeaderDeprecated: ResponseRule = {
  id: "response-header-deprecated",
  severity: "safe",
  summary: "A response header was marked `deprecated`, or no longer is: it is sent as before.",
  checkResponse: (_, { base, head, headers }) =>
    headers.kept.flatMap((kept) =>
      deprecation(kept, nameOf(kept.base, head), "clients").map((found) => ({
        ...found,
        ...about(kept.base, base),
      })),
    ),
};

/** A header that a response promises for the first time. */
const responseHeaderAdded: ResponseRule = {
  id: "response-header-added",
  severity: "breaking",
  summary:
    "A response header was added: clients need not read it; if receivers respond, the server may demand one that they do not send.",
  checkResponse: ({ kind }, { base, head, headers }) =>
    headers.added.map((header): RuleFinding => {
      const breaks = kind !== "operation" && header.required;
      return {
        severity: breaks ? "breaking" : "safe",
        title: `${nameOf(header, head)} was added`,
        why: breaks ? "Receivers who respond without the header are rejected." : "Clients need not read it.",
        remedy: breaks ? "Make the header optional." : "Nothing to do.",
        ...about(header, base),
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: header.pointer, value: header.value },
      };
    }),
};

function nameOf({ name }: HeaderView, { status }: ResponseView): string {
  return `The header ${words.code(name)} of the response ${words.code(status)}`;
}

function about({ name }: HeaderView, { status }: ResponseView) {
  return { subject: `${status} ${name.toLowerCase()}`, direction: "response" } as const;
}

/** The form of a header; only for objects it depends on `explode`. */
function formOf(root: Parameters<typeof shapeOf>[0], header: HeaderView): string {
  const [mediaType] = header.content.keys();
  if (mediaType !== undefined) return mediaType;
  const explode = shapeOf(root, header) === "object" && header.value.explode === true;
  return explode ? serialisationOf("object", { style: "simple", explode }) : "simple";
}

/** The rules about headers of responses. */
export const responseHeaderRules: readonly ResponseRule[] = [
  responseHeaderRemoved,
  responseHeaderRequirementChanged,
  responseHeaderFormChanged,
  responseHeaderDeprecated,
  responseHeaderAdded,
];
