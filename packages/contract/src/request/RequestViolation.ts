import type { Contract, JsonValue, ParameterLocation, SourceLocation } from "../Contract.ts";
import type { SchemaViolation } from "../schema/SchemaViolation.ts";

/** One violation of the contract by a request. */
export interface RequestViolation {
  /** The part of the request. */
  readonly in: ParameterLocation | "body";
  /** JSON pointer (RFC 6901) inside that part; for a parameter it starts with its name. */
  readonly pointer: string;
  /**
   * The keyword of the document that is not met (`required`, `maxLength`), or a word of this package; empty where the
   * message says that there are more violations than are listed.
   */
  readonly keyword: string;
  /** What is wrong, to be read behind the pointer: "must be 1 or more". */
  readonly message: string;
  /** The value sent, for `enum` of a body only: a value compared with a closed list is no secret. */
  readonly actual?: JsonValue | undefined;
  /** JSON pointer of that keyword in the document. */
  readonly documentPointer: string;
  /** Where that stands in the source files. */
  readonly location: SourceLocation;
}

/** The keywords of violations that no keyword of the document stands for. */
export type RequestKeyword =
  /** Broken percent-encoding, or bytes that are not UTF-8 (RFC 3986, 2.1). */
  | "encoding"
  /** A number that JavaScript cannot hold without changing it. */
  | "exactNumber"
  /** A parameter with `content` that is not of its media type. */
  | "mediaType"
  /** Texts that are no value of the parameter's style. */
  | "style"
  /** A query parameter that the operation does not have. */
  | "unknownParameter";

/** A violation as its finder knows it. */
export type FoundViolation = Omit<RequestViolation, "location">;

/** Adds the location in the source files. */
export function locateViolation(contract: Contract, found: FoundViolation): RequestViolation {
  // Found on demand: most rejections are sent without it, and a client controls how many there are.
  let location: SourceLocation | undefined;
  return Object.defineProperty({ ...found } as RequestViolation, "location", {
    get: () => {
      location ??= contract.locate(found.documentPointer);
      return location;
    },
    enumerable: true,
  });
}

/** A violation of a schema, in a part of a request; `pointer` is where the value stands in that part. */
export function schemaViolation(
  violation: SchemaViolation,
  location: { readonly in: RequestViolation["in"]; readonly pointer: string },
): FoundViolation {
  const { keyword, documentPointer, actual } = violation;
  return {
    in: location.in,
    pointer: location.pointer + violation.instancePointer,
    keyword,
    message: messageOf(violation),
    ...(keyword === "enum" &&
      location.in === "body" &&
      actual !== undefined && { actual: plainJson(actual) }),
    documentPointer,
  };
}

/** A value whose integers are numbers again: a `bigint` cannot be sent. */
function plainJson(value: JsonValue): JsonValue {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === "bigint" ? Number(part) : part)),
  ) as JsonValue;
}

function messageOf({ kind, expected, suggestion }: SchemaViolation): string {
  const meant = suggestion === undefined ? "" : `; did you mean ${JSON.stringify(suggestion)}?`;
  switch (kind) {
    case "missing-property":
      return "is required";
    case "forbidden-property":
    case "unlisted-property":
      return `is not one of the properties that the document allows${meant}`;
    case "read-only-property":
      return "is read-only, and not for requests";
    default:
      return `must be ${expected}${meant}`;
  }
}
