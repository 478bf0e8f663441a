import { childPointer, isJsonEqual, isJsonObject } from "@gatehouse/contract";
import type { MediaTypeView } from "../../document/OperationView.ts";
import type { Kept, OperationPair } from "../../walk/DocumentPair.ts";
import { encodingOf } from "../../walk/encodingOf.ts";
import { covers } from "../../walk/pairOperation.ts";
import type { OperationRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** A body that requests no longer have. */
const requestBodyRemoved: OperationRule = {
  id: "request-body-removed",
  severity: "breaking",
  summary: "The request body was removed: what callers send is rejected or ignored.",
  check({ base, head }) {
    if (!base.body || head.body) return [];
    return [
      {
        title: "The request body was removed",
        why: "What callers send in the body is rejected or, worse, silently ignored.",
        remedy: "Keep accepting the body until the next major version.",
        direction: "request",
        base: { pointer: base.body.pointer, value: { required: base.body.required } },
        head: { pointer: head.pointer, value: undefined },
      },
    ];
  },
};

/** Whether requests must have a body. */
const requestBodyRequirementChanged: OperationRule = {
  id: "request-body-requirement-changed",
  severity: "breaking",
  summary:
    "The request body became required or optional: callers who send none are rejected if it is required.",
  check({ base, head, kind }) {
    if (!base.body || !head.body || base.body.required === head.body.required) return [];
    const became = head.body.required ? "required" : "optional";
    const breaks = head.body.required === (kind === "operation");
    return [
      {
        severity: breaks ? "breaking" : "safe",
        title: `The request body became ${became}`,
        why: whyOf(breaks, kind),
        remedy: "Define a meaning for requests without a body.",
        direction: "request",
        base: { pointer: childPointer(base.body.pointer, "required"), value: base.body.required },
        head: { pointer: childPointer(head.body.pointer, "required"), value: head.body.required },
      },
    ];
  },
};

function whyOf(breaks: boolean, kind: OperationPair["kind"]): string {
  if (!breaks) return "Requests that follow the old document stay valid.";
  return kind === "operation"
    ? "A request without a body, as the old document allows, is rejected."
    : "Receivers who rely on a body fail without one.";
}

/** How the parts of a form are written. */
const requestEncodingChanged: OperationRule = {
  id: "request-encoding-changed",
  severity: "breaking",
  summary:
    "`encoding` of a form changed: callers write its parts in a form that the server no longer reads. Writing out " +
    "defaults, and more media types than before, change nothing.",
  check: (pair) =>
    pair.bodyTypes.kept
      .filter((media) => changedParts(pair, media).length > 0)
      .map(({ base, head }) => ({
        title: `\`encoding\` of ${words.code(head.name)} changed`,
        why: "Callers write the parts of the form in the old form (media type, style, headers), which the server may no longer read.",
        remedy: "Accept the old encoding as well.",
        subject: base.name,
        direction: "request",
        base: { pointer: childPointer(base.pointer, "encoding"), value: base.value.encoding },
        head: { pointer: childPointer(head.pointer, "encoding"), value: head.value.encoding },
      })),
};

/** A media type that requests can now have. */
const requestMediaTypeAdded: OperationRule = {
  id: "request-media-type-added",
  severity: "breaking",
  summary:
    "A media type of the request body was added: callers may use it; if the server is the sender, receivers may " +
    "not be able to read it.",
  check: ({ bodyTypes, base, kind }) =>
    (base.body ? [...bodyTypes.added, ...bodyTypes.widened] : []).map(
      (media): RuleFinding => ({
        severity: kind === "operation" ? "safe" : "breaking",
        title: `Requests may now be ${words.code(media.name)}`,
        why:
          kind === "operation"
            ? "Callers may use the new media type; they need not."
            : "Receivers who only know the old media types cannot read the new one.",
        remedy:
          kind === "operation"
            ? "Nothing to do."
            : "Only send the new media type to receivers who ask for it.",
        subject: media.name,
        direction: "request",
        base: { pointer: base.body?.pointer ?? base.pointer, value: undefined },
        head: { pointer: media.pointer, value: media.name },
      }),
    ),
};

/** A media type that requests can no longer have. */
const requestMediaTypeRemoved: OperationRule = {
  id: "request-media-type-removed",
  severity: "breaking",
  summary:
    "A media type of the request body was removed: callers who send it get 415. If the server is the sender, " +
    "receivers only get fewer types.",
  check: ({ bodyTypes, head, kind }) =>
    (head.body ? [...bodyTypes.removed, ...bodyTypes.narrowed] : []).map(
      (media): RuleFinding => ({
        severity: kind === "operation" ? "breaking" : "safe",
        title: `Requests may no longer be ${words.code(media.name)}`,
        why:
          kind === "operation"
            ? "Callers who send this media type are rejected (415)."
            : "Receivers who can read it no longer get it.",
        remedy:
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

/** A body where requests had none. */
const requestBodyAdded: OperationRule = {
  id: "request-body-added",
  severity: "breaking",
  summary: "A request body was added: callers who send none are rejected if it is required.",
  check({ base, head, kind }) {
    if (base.body || !head.body) return [];
    const breaks = head.body.required && kind === "operation";
    return [
      {
        severity: breaks ? "breaking" : "safe",
        title: `A${head.body.required ? " required" : "n optional"} request body was added`,
        why: breaks
          ? "Every caller who sends no body, as the old document says, is rejected."
          : "Requests without a body keep their meaning.",
        remedy: "Make the body optional, and define a meaning for requests without it.",
        direction: "request",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: head.body.pointer, value: { required: head.body.required } },
      },
    ];
  },
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

/** The rules about request bodies. */
export const requestBodyRules: readonly OperationRule[] = [
  requestBodyRemoved,
  requestBodyRequirementChanged,
  requestEncodingChanged,
  requestMediaTypeAdded,
  requestMediaTypeRemoved,
  requestBodyAdded,
];
