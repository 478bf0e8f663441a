import {
  type Disagreement,
  type KnownFault,
  knownFaults,
  onlyTheyAccept,
  onlyWeAccept,
} from "../../src/eov/knownFaults.ts";

/** Faults around the validation of express-openapi-validator, as its documentation mounts it: paths and body parsers. */
const appFaults: readonly KnownFault[] = [
  {
    name: "path-in-another-case-or-with-a-slash-too-much",
    fault: "It matches /PETS and /pets/ with /pets.",
    clause: "RFC 3986, 6.2.2.1: paths are case-sensitive",
    applies: (it) => onlyTheyAccept(it, /^UNKNOWN_PATH/),
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
      ["json", ";"].includes(String(it.request.headers["content-type"])) &&
      onlyTheyAccept(it, /^UNSUPPORTED_MEDIA_TYPE/),
  },
  {
    name: "body-of-an-operation-without-one",
    fault: "express.json rejects a broken body also where the document has none.",
    clause: "RFC 9110, 9.3.1: content without defined semantics",
    applies: (it) => it.operation.requestBody === undefined && onlyWeAccept(it, /JSON/),
  },
  {
    name: "form-fields-not-converted",
    fault: "It leaves the fields of forms texts, so that no number, boolean, object or list of one conforms.",
    clause: "OpenAPI 3.0.4, 4.7.14.4 and 4.7.15: a field has the type of its property",
    applies: (it) =>
      /urlencoded|multipart/.test(String(it.request.headers["content-type"])) &&
      onlyWeAccept(it, /request\/body\/\w+(\/\d+)? must be (integer|number|boolean|array|object)/),
  },
  {
    name: "json-of-no-bytes",
    fault: "express.json makes an empty object out of an empty body.",
    clause: "RFC 8259, 2: JSON text is a value",
    applies: ({ request, operation }) =>
      request.body instanceof Uint8Array &&
      request.body.length === 0 &&
      operation.requestBody?.required === false,
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
];

/** Every disagreement falls under one of these, and each of these is met; anything else fails the test. */
export const eovFaults: readonly KnownFault[] = [...appFaults, ...knownFaults];

/** The name of the fault that a disagreement falls under. */
export function faultOf(disagreement: Disagreement): string | undefined {
  return eovFaults.find(({ applies }) => applies(disagreement))?.name;
}
