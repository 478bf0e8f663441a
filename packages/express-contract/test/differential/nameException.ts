import type { Operation } from "@gatehouse/contract";
import type { RawRequest } from "./RawRequest.ts";
import type { Verdict } from "./Verdict.ts";

/** A request on which the two judges differ. */
export interface Disagreement {
  readonly operation: Operation;
  readonly request: RawRequest;
  readonly theirs: Verdict;
  readonly ours: Verdict;
}

/** A way in which the two differ on purpose. */
export interface NamedException {
  readonly name: string;
  /** What express-openapi-validator 5.6.2 does, and why we do not. */
  readonly reason: string;
  readonly applies: (disagreement: Disagreement) => boolean;
}

function refusedAs({ theirs, ours }: Disagreement, reason: RegExp): boolean {
  return theirs.accepted && !ours.accepted && reason.test(ours.reason);
}

function onlyWeAccept({ theirs, ours }: Disagreement, reason: RegExp): boolean {
  return ours.accepted && !theirs.accepted && reason.test(theirs.reason);
}

/** Every difference between the two, each with its reason; anything else fails the test. */
export const namedExceptions: readonly NamedException[] = [
  {
    name: "path-in-another-case-or-with-a-slash-too-much",
    reason:
      "It matches /PETS and /pets/ with /pets. Paths are compared as they are (RFC 3986, 6.2.2.1), so ours answers 404.",
    applies: (disagreement) => refusedAs(disagreement, /^UNKNOWN_PATH/),
  },
  {
    name: "optional-body-left-out",
    reason:
      "Without `required: false` written out it refuses a request that has no body, though false is the default (OpenAPI 3.1, 4.8.13).",
    applies: (disagreement) =>
      disagreement.operation.requestBody?.required === false &&
      onlyWeAccept(
        disagreement,
        /^unsupported media type|^media type not specified|required property 'body'/,
      ),
  },
  {
    name: "required-body-missing",
    reason:
      "It asks for a body only where the schema itself has a `required` list, so texts, arrays and bytes may be left out. Ours answers 400.",
    applies: (disagreement) =>
      disagreement.operation.requestBody?.required === true && refusedAs(disagreement, /^BODY_MISSING/),
  },
  {
    name: "body-without-a-media-type",
    reason:
      "It accepts a body that says nothing of its media type, and hands on none. Ours answers 415, so that no body is lost in silence.",
    applies: (disagreement) =>
      disagreement.request.body !== undefined &&
      !disagreement.request.headers["content-type"] &&
      refusedAs(disagreement, /^UNSUPPORTED_MEDIA_TYPE/),
  },
  {
    name: "malformed-content-type",
    reason:
      "It takes any text for a media type of a range, `;` and `json` too. Ours answers 415 to what is no media type.",
    applies: (disagreement) =>
      ["json", ";"].includes(disagreement.request.headers["content-type"] ?? "") &&
      refusedAs(disagreement, /^UNSUPPORTED_MEDIA_TYPE/),
  },
  {
    name: "body-of-an-operation-without-one",
    reason:
      "express.json refuses a broken body also where the document has none. Ours does not read it, as there is nobody to read it for.",
    applies: (disagreement) =>
      disagreement.operation.requestBody === undefined && onlyWeAccept(disagreement, /JSON/),
  },
  {
    name: "json-of-no-bytes",
    reason:
      "express.json makes an empty object out of an empty body. Ours takes it for no body, because no bytes are no JSON (RFC 8259, 2).",
    applies: ({ request, operation }) =>
      request.body?.length === 0 && operation.requestBody?.required === false,
  },
  {
    name: "json-that-repeats-a-key",
    reason: "express.json keeps the last of two keys, another reader on the way the first. Ours answers 400.",
    applies: (disagreement) => refusedAs(disagreement, /^MALFORMED_BODY .*twice/),
  },
  {
    name: "json-with-a-proto-key",
    reason:
      "express.json makes an own `__proto__` key, which a later copy turns into the prototype. Ours answers 400.",
    applies: (disagreement) => refusedAs(disagreement, /^MALFORMED_BODY .*__proto__/),
  },
  {
    name: "json-nested-too-deep",
    reason:
      "express.json takes any depth, and schemas that refer to themselves then walk as deep. Ours answers 400 beyond 64 levels.",
    applies: (disagreement) => refusedAs(disagreement, /^MALFORMED_BODY .*nested/),
  },
];

/** The name of the exception that a disagreement falls under. */
export function nameException(disagreement: Disagreement): string | undefined {
  return namedExceptions.find(({ applies }) => applies(disagreement))?.name;
}
