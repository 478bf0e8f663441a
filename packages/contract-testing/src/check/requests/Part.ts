import type { JsonValue, MediaType, Parameter } from "@gatehouse/contract";
import type { Channel } from "../values/Channel.ts";
import type { Piece } from "../values/Conjunction.ts";

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
  /** What the request says in `Content-Type`: a concrete type also where the document has a range. */
  readonly contentType: string;
  readonly encoding: BodyEncoding;
}

/** How a body is written. */
export type BodyEncoding = "json" | "urlencoded" | "multipart" | "text" | "bytes";
