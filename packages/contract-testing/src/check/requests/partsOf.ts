import {
  childPointer,
  isIgnoredParameter,
  isJsonMediaType,
  type JsonValue,
  type MediaType,
  type Operation,
  type Parameter,
  parseMediaType,
} from "@gatehouse/contract";
import type { Channel } from "../values/Channel.ts";
import { type Piece, pieceAt } from "../values/Conjunction.ts";

/** A part of a request that has a schema of its own: a parameter or a body of one media type. */
export type Part = ParameterPart | BodyPart;

/** What every part has. */
interface PartFacts {
  /** `query limit`, `body application/json`. */
  readonly key: string;
  /** JSON pointer of the part in the document. */
  readonly pointer: string;
  readonly channel: Channel;
  readonly pieces: readonly Piece[];
  /** Values that the document shows for the part. */
  readonly examples: readonly JsonValue[];
}

/** A parameter of an operation. */
export interface ParameterPart extends PartFacts {
  readonly kind: "parameter";
  readonly parameter: Parameter;
}

/** A body of one media type. */
export interface BodyPart extends PartFacts {
  readonly kind: "body";
  readonly mediaType: MediaType;
  /** The `Content-Type` of the request: a concrete type also where the document has a range. */
  readonly contentType: string;
  readonly encoding: BodyEncoding;
}

/** How a body is written. */
type BodyEncoding = "json" | "urlencoded" | "multipart" | "text" | "bytes";

/** The parts of the requests of an operation. */
export interface RequestParts {
  readonly parameters: readonly ParameterPart[];
  /** By media type; only those that the live checker can write. */
  readonly bodies: readonly BodyPart[];
  /** Media types that the live checker cannot write. */
  readonly unsupported: readonly string[];
}

const partsByOperation = new WeakMap<Operation, RequestParts>();

/** The parts of the requests of an operation, always the same ones. */
export function partsOf(operation: Operation): RequestParts {
  const parts = partsByOperation.get(operation) ?? takeApart(operation);
  partsByOperation.set(operation, parts);
  return parts;
}

function takeApart(operation: Operation): RequestParts {
  const parameters = operation.parameters
    .filter((parameter) => !isIgnoredParameter(parameter))
    .map((parameter) => parameterPart(operation, parameter));
  const bodies: BodyPart[] = [];
  const unsupported: string[] = [];
  for (const mediaType of operation.requestBody?.content.values() ?? []) {
    const body = bodyPart(operation, mediaType);
    if (body === undefined) unsupported.push(mediaType.mediaRange);
    else bodies.push(body);
  }
  return { parameters, bodies, unsupported };
}

function parameterPart({ contract }: Operation, parameter: Parameter): ParameterPart {
  const [mediaType] = parameter.content?.values() ?? [];
  const channel: Channel = mediaType === undefined ? parameter.in : "json";
  const owner = mediaType ?? parameter;
  return {
    kind: "parameter",
    key: `${parameter.in} ${parameter.name}`,
    pointer: parameter.pointer,
    channel,
    pieces: owner.schema === undefined ? [] : [schemaOf(contract, owner.pointer)],
    examples: [
      ...owner.examples.values(),
      ...(mediaType === undefined ? [] : parameter.examples.values()),
    ].map(({ value }) => value),
    parameter,
  };
}

function bodyPart({ contract }: Operation, mediaType: MediaType): BodyPart | undefined {
  const contentType = concreteType(mediaType.mediaRange);
  const encoding = encodingOf(contentType);
  // Sequences of items (OpenAPI 3.2) are not generated.
  if (encoding === undefined || mediaType.itemSchema !== undefined) return undefined;
  return {
    kind: "body",
    key: `body ${mediaType.mediaRange}`,
    pointer: mediaType.pointer,
    channel: CHANNELS[encoding],
    pieces: mediaType.schema === undefined ? [] : [schemaOf(contract, mediaType.pointer)],
    examples: [...mediaType.examples.values()].map(({ value }) => value),
    mediaType,
    contentType,
    encoding,
  };
}

const CHANNELS: Readonly<Record<BodyEncoding, Channel>> = {
  json: "json",
  urlencoded: "form",
  multipart: "form",
  text: "text",
  bytes: "text",
};

function schemaOf(contract: Operation["contract"], pointer: string): Piece {
  return pieceAt(contract, childPointer(pointer, "schema"));
}

function concreteType(mediaRange: string): string {
  if (mediaRange === "*/*" || mediaRange === "application/*") return "application/json";
  return mediaRange.endsWith("/*")
    ? mediaRange.replace("/*", mediaRange === "text/*" ? "/plain" : "/octet-stream")
    : mediaRange;
}

/** XML has rules of its own in OpenAPI, which say little about what a server has to read. */
function encodingOf(contentType: string): BodyEncoding | undefined {
  const essence = parseMediaType(contentType)?.essence ?? contentType;
  if (isJsonMediaType(essence)) return "json";
  if (essence === "application/x-www-form-urlencoded") return "urlencoded";
  if (essence === "multipart/form-data") return "multipart";
  if (essence.endsWith("/xml") || essence.endsWith("+xml") || essence.startsWith("multipart/"))
    return undefined;
  return essence.startsWith("text/") ? "text" : "bytes";
}
