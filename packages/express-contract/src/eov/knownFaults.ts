import { isIgnoredParameter, isJsonObject, type Operation, type Parameter } from "@gatehouse/contract";

/** The result of a validator for a request. */
export type ValidationResult =
  | { readonly accepted: true }
  | {
      readonly accepted: false;
      /** The message of the rejection; ours begins with the error code. It may hold names that the client sent. */
      readonly reason: string;
    };

/** A request on which express-openapi-validator and the router disagree. */
export interface Disagreement {
  readonly operation: Operation;
  readonly request: {
    /** With the query as it came. */
    readonly url: string;
    readonly headers: Readonly<Record<string, unknown>>;
    /** `undefined` where no body came. */
    readonly body: unknown;
  };
  readonly theirs: ValidationResult;
  readonly ours: ValidationResult;
}

/** A known fault of express-openapi-validator 5.6.2. */
export interface KnownFault {
  readonly name: string;
  readonly fault: string;
  /** What decides that it is one. */
  readonly clause: string;
  readonly applies: (disagreement: Disagreement) => boolean;
}

/** Whether the router alone rejects, for a reason. */
export function onlyTheyAccept({ theirs, ours }: Disagreement, reason: RegExp): boolean {
  return theirs.accepted && !ours.accepted && reason.test(ours.reason);
}

/** Whether express-openapi-validator alone rejects, for a reason. */
export function onlyWeAccept({ theirs, ours }: Disagreement, reason: RegExp): boolean {
  return ours.accepted && !theirs.accepted && reason.test(theirs.reason);
}

/** Whether both accept, with other values, and the operation has a parameter of a kind. */
function handsOnOther(it: Disagreement, isOfKind: (parameter: Parameter) => boolean): boolean {
  return it.theirs.accepted && it.ours.accepted && it.operation.parameters.some(isOfKind);
}

/** Whether one of the two rejects, and the reason names a parameter of a kind. */
function names(it: Disagreement, isOfKind: (parameter: Parameter) => boolean): boolean {
  const reasons = [it.theirs, it.ours].map((result) => (result.accepted ? "" : result.reason));
  const reason = it.theirs.accepted === it.ours.accepted ? "" : reasons.join(" ");
  return it.operation.parameters.some((one) => isOfKind(one) && reason.includes(`/${one.name}`));
}

const hasType = ({ schema }: Parameter, type: string) => isJsonObject(schema) && schema.type === type;
const isPathList = (it: Parameter) => it.in === "path" && it.style === "simple" && hasType(it, "array");
const isDeep = ({ style }: Parameter) => style === "deepObject";
const isFormObject = (it: Parameter) => it.in === "query" && it.style === "form" && hasType(it, "object");
const isContent = ({ content }: Parameter) => content !== undefined;

/** The known faults of express-openapi-validator that validate parameters and bodies, the special ones first. */
export const knownFaults: readonly KnownFault[] = [
  {
    name: "optional-body-left-out",
    fault: "Without `required: false` written out it rejects a request that has no body.",
    clause: "OpenAPI 3.1.1, 4.8.13: `required` defaults to false",
    applies: (it) =>
      it.operation.requestBody?.required === false &&
      onlyWeAccept(it, /^unsupported media type|^media type not specified|required property 'body'/),
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
    applies: (it) => onlyTheyAccept(it, /\[\w*\] is not a query parameter/),
  },
  {
    name: "number-beyond-a-double",
    fault: "It hands on an integer beyond 2^53 as another integer, and 1e400 as infinity.",
    clause: "RFC 8259, 6: implementations agree on integers between -(2^53)+1 and (2^53)-1",
    applies: (it) => onlyTheyAccept(it, /must be (an integer that a double represents|a number between)/),
  },
  {
    name: "style-matrix",
    fault: "It takes the text of a matrix parameter as it is, with or without `;name=`.",
    clause: "OpenAPI 3.1.1, 4.8.12.4; RFC 6570, 3.2.7",
    applies: (it) =>
      onlyTheyAccept(it, /must be text that begins with ";|must be values with ";/) ||
      names(it, ({ style }) => style === "matrix") ||
      handsOnOther(it, ({ style }) => style === "matrix"),
  },
  {
    name: "style-label",
    fault: "It leaves the point of a label parameter in the value.",
    clause: "OpenAPI 3.1.1, 4.8.12.4; RFC 6570, 3.2.5",
    applies: (it) =>
      names(it, ({ style }) => style === "label") || handsOnOther(it, ({ style }) => style === "label"),
  },
  {
    name: "encoded-delimiter-separates",
    fault: "It decodes a path parameter before it splits it, so that an encoded comma separates.",
    clause: "RFC 3986, 2.2: an encoded delimiter is data",
    applies: (it) => /%2C/i.test(it.request.url) && (names(it, isPathList) || handsOnOther(it, isPathList)),
  },
  {
    name: "deep-object-made-up",
    fault: "Where an optional deepObject is absent it makes one up: with defaults, or with violations.",
    clause: "OpenAPI 3.1.1, 4.8.12.2: a parameter that is not required may be absent",
    applies: (it) =>
      (names(it, isDeep) &&
        (onlyTheyAccept(it, /is not a query parameter/) ||
          onlyWeAccept(it, /must have required property/))) ||
      (!/[?&]\w+(\[|%5B)/i.test(it.request.url) && handsOnOther(it, isDeep)),
  },
  {
    name: "deep-object-decoded-twice",
    fault: "It decodes the values of a deepObject twice, so that `a%2Bb` becomes `a b`.",
    clause: "RFC 3986, 2.4: the same text must not be decoded more than once",
    applies: (it) => /%2B|%25/i.test(it.request.url) && (names(it, isDeep) || handsOnOther(it, isDeep)),
  },
  {
    name: "property-that-comes-twice",
    fault: "It joins the values of a property that comes twice with a comma, and hands on one text.",
    clause: "OpenAPI 3.1.1, 4.8.12.4: deepObject writes each property once",
    applies: (it) => /(\[\w+\]=).*\1/.test(it.request.url) && (names(it, isDeep) || handsOnOther(it, isDeep)),
  },
  {
    name: "ignored-header",
    fault: "It validates header parameters named Accept, Content-Type and Authorization.",
    clause: "OpenAPI 3.1.1, 4.8.12.2: such a parameter definition shall be ignored",
    applies: (it) =>
      onlyWeAccept(it, /headers\/(accept|authorization|content-type)/i) ||
      handsOnOther(it, isIgnoredParameter),
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
    applies: (it) => onlyTheyAccept(it, /^INVALID_REQUEST (query|body)\/\w+ must be sent once/),
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
      onlyTheyAccept(it, /is not a query parameter/) ? /%7B/i.test(it.request.url) : names(it, isFormObject),
  },
  {
    name: "json-content-converted",
    fault: "It converts the values inside of JSON to the types of the schema, and texts to objects.",
    clause: "OpenAPI 3.1.1, 4.8.12.3: `content` is serialised by its media type",
    applies: (it) => names(it, isContent) || handsOnOther(it, isContent),
  },
  {
    name: "alternatives-that-convert",
    fault: "It converts a text for each alternative of `oneOf` in turn, so that 1 is an integer and true.",
    clause: "JSON Schema 2020-12, 10.2.1.3: exactly one alternative",
    applies: (it) => onlyWeAccept(it, /(query|params|headers|cookies)\/\S+ must match exactly one/),
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

/** The known fault that a disagreement falls under. */
export function knownFaultOf(disagreement: Disagreement): KnownFault | undefined {
  return knownFaults.find(({ applies }) => applies(disagreement));
}
