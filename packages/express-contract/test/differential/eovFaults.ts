import type { Operation } from "@gatehouse/contract";
import type { RawRequest } from "./RawRequest.ts";
import type { Verdict } from "./Verdict.ts";

/** A request on which express-openapi-validator and the router disagree. */
export interface Disagreement {
  readonly operation: Operation;
  readonly request: RawRequest;
  readonly theirs: Verdict;
  readonly ours: Verdict;
}

/** A known fault of express-openapi-validator 5.6.2. */
export interface EovFault {
  readonly name: string;
  readonly fault: string;
  /** What decides that it is one. */
  readonly clause: string;
  readonly applies: (disagreement: Disagreement) => boolean;
}

function onlyTheyAccept({ theirs, ours }: Disagreement, reason: RegExp): boolean {
  return theirs.accepted && !ours.accepted && reason.test(ours.reason);
}

function onlyWeAccept({ theirs, ours }: Disagreement, reason: RegExp): boolean {
  return ours.accepted && !theirs.accepted && reason.test(theirs.reason);
}

function handsOnOther({ theirs, ours, operation }: Disagreement, operations: readonly string[]): boolean {
  return theirs.accepted && ours.accepted && operations.includes(operation.id);
}

/** Every disagreement falls under one of these, and each of these is met; anything else fails the test. */
export const eovFaults: readonly EovFault[] = [
  {
    name: "path-in-another-case-or-with-a-slash-too-much",
    fault: "It matches /PETS and /pets/ with /pets.",
    clause: "RFC 3986, 6.2.2.1: paths are case-sensitive",
    applies: (it) => onlyTheyAccept(it, /^UNKNOWN_PATH/),
  },
  {
    name: "optional-body-left-out",
    fault: "Without `required: false` written out it rejects a request that has no body.",
    clause: "OpenAPI 3.1.1, 4.8.13: `required` defaults to false",
    applies: (it) =>
      it.operation.requestBody?.required === false &&
      onlyWeAccept(it, /^unsupported media type|^media type not specified|required property 'body'/),
  },
  {
    name: "required-body-missing",
    fault:
      "It asks for a body only where the schema has a `required` list; texts, arrays and bytes may be missing.",
    clause: "OpenAPI 3.1.1, 4.8.13: `required` is of the body",
    applies: (it) => it.operation.requestBody?.required === true && onlyTheyAccept(it, /^BODY_MISSING/),
  },
  {
    name: "body-without-a-media-type",
    fault: "It accepts a body without a media type and hands on none, so that the body is lost in silence.",
    clause: "RFC 9110, 8.3: a sender of content should generate a Content-Type",
    applies: (it) =>
      it.request.body !== undefined &&
      !it.request.headers["content-type"] &&
      onlyTheyAccept(it, /^UNSUPPORTED_MEDIA_TYPE/),
  },
  {
    name: "malformed-content-type",
    fault: "It takes any text for a media type of a range, `;` and `json` too.",
    clause: "RFC 9110, 8.3.1: a media type is type/subtype",
    applies: (it) =>
      ["json", ";"].includes(it.request.headers["content-type"] ?? "") &&
      onlyTheyAccept(it, /^UNSUPPORTED_MEDIA_TYPE/),
  },
  {
    name: "body-of-an-operation-without-one",
    fault: "express.json rejects a broken body also where the document has none.",
    clause: "RFC 9110, 9.3.1: content without defined semantics",
    applies: (it) => it.operation.requestBody === undefined && onlyWeAccept(it, /JSON/),
  },
  {
    name: "json-of-no-bytes",
    fault: "express.json makes an empty object out of an empty body.",
    clause: "RFC 8259, 2: JSON text is a value",
    applies: ({ request, operation }) =>
      request.body?.length === 0 && operation.requestBody?.required === false,
  },
  {
    name: "json-that-repeats-a-key",
    fault: "express.json keeps the last of two keys, another reader on the way the first.",
    clause: "RFC 8259, 4: names should be unique",
    applies: (it) => onlyTheyAccept(it, /^MALFORMED_BODY .*twice/),
  },
  {
    name: "json-with-a-proto-key",
    fault: "express.json makes an own `__proto__` key, which a later copy turns into the prototype.",
    clause: "RFC 8259, 9: a parser may set limits; CWE-1321",
    applies: (it) => onlyTheyAccept(it, /^MALFORMED_BODY .*__proto__/),
  },
  {
    name: "json-nested-too-deep",
    fault: "express.json takes any depth, and schemas that refer to themselves walk as deep.",
    clause: "RFC 8259, 9: a parser may set limits on the depth of nesting",
    applies: (it) => onlyTheyAccept(it, /^MALFORMED_BODY .*nested/),
  },
  {
    name: "empty-query-value",
    fault: "It rejects `q=`, an empty text or list, unless `allowEmptyValue` is set.",
    clause: "OpenAPI 3.1.1, 4.8.12.4: the column `undefined` and the empty string of the style `form`",
    applies: (it) => onlyWeAccept(it, /^Empty value found/),
  },
  {
    name: "unknown-name-with-brackets",
    fault: "It takes `tag[]` for `tag`, and drops names with `[__proto__]` in silence.",
    clause: "OpenAPI 3.1.1, 4.8.12.4: brackets belong to the style deepObject",
    applies: (it) => onlyTheyAccept(it, /\[\w*\] is no query parameter/),
  },
  {
    name: "number-beyond-a-double",
    fault: "It hands on an integer beyond 2^53 as another integer, and 1e400 as infinity.",
    clause: "RFC 8259, 6: implementations agree on integers between -(2^53)+1 and (2^53)-1",
    applies: (it) => onlyTheyAccept(it, /must be (an integer that a double holds|a number between)/),
  },
  {
    name: "style-matrix",
    fault: "It takes the text of a matrix parameter as it is, with or without `;name=`.",
    clause: "OpenAPI 3.1.1, 4.8.12.4; RFC 6570, 3.2.7",
    applies: (it) =>
      it.operation.id === "pathMatrix" &&
      (onlyTheyAccept(it, /must be text that begins with ";|must be values with ";/) ||
        handsOnOther(it, ["pathMatrix"])),
  },
  {
    name: "style-label",
    fault: "It leaves the point of a label parameter in the value.",
    clause: "OpenAPI 3.1.1, 4.8.12.4; RFC 6570, 3.2.5",
    applies: (it) =>
      it.operation.id === "pathLabel" &&
      (onlyTheyAccept(it, /^INVALID_REQUEST path/) || onlyWeAccept(it, /params\/list/)),
  },
  {
    name: "encoded-delimiter-separates",
    fault: "It decodes a path parameter before it splits it, so that an encoded comma separates.",
    clause: "RFC 3986, 2.2: an encoded delimiter is data",
    applies: (it) =>
      /%2C/i.test(it.request.url) &&
      (onlyTheyAccept(it, /^INVALID_REQUEST path\/list/) || handsOnOther(it, ["pathSimple"])),
  },
  {
    name: "deep-object-made-up",
    fault: "Where an optional deepObject is absent it makes one up: with defaults, or with violations.",
    clause: "OpenAPI 3.1.1, 4.8.12.2: a parameter that is not required may be absent",
    applies: (it) =>
      onlyTheyAccept(it, /query\/deep is no query parameter/) ||
      (!/[?&]deep(\[|%5B)/i.test(it.request.url) &&
        (onlyWeAccept(it, /query\/deep must have required property/) ||
          handsOnOther(it, ["queryDeepDefaults", "queryObjects"]))),
  },
  {
    name: "property-that-comes-twice",
    fault: "It joins the values of a property that comes twice with a comma, and hands on one text.",
    clause: "OpenAPI 3.1.1, 4.8.12.4: deepObject writes each property once",
    applies: (it) =>
      /(deep\[\w+\]=).*\1/.test(it.request.url) &&
      (onlyTheyAccept(it, /^INVALID_REQUEST query\/deep\/\w+ must be/) || handsOnOther(it, ["queryObjects"])),
  },
  {
    name: "ignored-header",
    fault: "It validates header parameters named Accept, Content-Type and Authorization.",
    clause: "OpenAPI 3.1.1, 4.8.12.2: such a parameter definition shall be ignored",
    applies: (it) =>
      it.operation.id === "headers" && (onlyWeAccept(it, /accept/i) || handsOnOther(it, ["headers"])),
  },
  {
    name: "date-that-does-not-exist",
    fault: "It accepts 30 February, and a point in time without an offset.",
    clause: "RFC 3339, 5.6 and 5.7",
    applies: (it) => onlyTheyAccept(it, /text in the format "date(-time)?"/),
  },
  {
    name: "list-that-comes-twice",
    fault: "It joins several values of a list that is not exploded.",
    clause: "OpenAPI 3.1.1, 4.8.12.4: without `explode` a list is one text",
    applies: (it) => onlyTheyAccept(it, /^INVALID_REQUEST query\/(comma|space|pipe) must be sent once/),
  },
  {
    name: "number-by-another-grammar",
    fault: "It converts texts with JavaScript's `Number`: blanks are 0, `0x10` is 16.",
    clause: "RFC 8259, 6: the grammar of numbers",
    applies: (it) => onlyTheyAccept(it, /^INVALID_REQUEST \w+\/[\w/-]+ must be (integer|number)/),
  },
  {
    name: "exploded-object-as-json",
    fault:
      "It reads an exploded object from JSON under the parameter's own name, and splits what is not exploded.",
    clause: "OpenAPI 3.1.1, 4.8.12.4: the properties are parameters by themselves",
    applies: (it) =>
      it.operation.id === "queryObjects" &&
      (onlyTheyAccept(it, /query\/spread is no query parameter|query\/joined/) ||
        onlyWeAccept(it, /query\/(joined|spread)/)),
  },
  {
    name: "json-content-converted",
    fault: "It converts the values inside of JSON to the types of the schema, and texts to objects.",
    clause: "OpenAPI 3.1.1, 4.8.12.3: `content` is serialised by its media type",
    applies: (it) =>
      it.operation.id === "queryContent" &&
      (onlyTheyAccept(it, /query\/filter/) || handsOnOther(it, ["queryContent"])),
  },
  {
    name: "alternatives-that-convert",
    fault: "It converts a text for each alternative of `oneOf` in turn, so that 1 is an integer and true.",
    clause: "JSON Schema 2020-12, 10.2.1.3: exactly one alternative",
    applies: (it) =>
      it.operation.id === "queryChoices" && onlyWeAccept(it, /query\/either must match exactly one/),
  },
  {
    name: "reserved-characters",
    fault: "It rejects reserved characters that a query may hold, and a plus sign.",
    clause: "RFC 3986, 3.4; WHATWG URL, 5.1",
    applies: (it) => onlyWeAccept(it, /must be url encoded/),
  },
  {
    name: "multiples-by-floating-point",
    fault: "It divides doubles, so that 1e300 and 19.99 are no multiples of 0.01.",
    clause: "JSON Schema 2020-12, 6.2.1: the division results in an integer",
    applies: (it) => onlyWeAccept(it, /must be multiple of/),
  },
  {
    name: "broken-encoding-handed-on",
    fault: "It hands on `%zz` as it is, and bytes that are not UTF-8 as another character.",
    clause: "RFC 3986, 2.1",
    applies: (it) => onlyTheyAccept(it, /well-formed percent-encoding/),
  },
];

/** The name of the fault that a disagreement falls under. */
export function faultOf(disagreement: Disagreement): string | undefined {
  return eovFaults.find(({ applies }) => applies(disagreement))?.name;
}
