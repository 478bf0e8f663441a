import type { TextMediaType } from "@gatehouse/contract";
import type { RequestExtras } from "../request/createRequestValidator.ts";
import type { Binding, OperationId } from "./Binding.ts";
import type { CredentialsOf } from "./CredentialsOf.ts";
import type { HeaderSpellings } from "./headerSpellings.ts";
import type { JsonMediaType } from "./JsonMediaType.ts";
import type { UploadedFile } from "./UploadedFile.ts";

type Operation<B extends Binding, Id extends OperationId<B>> = B["operations"][Id];

type Documented<Op, Location extends string> = Op extends { parameters: infer All }
  ? Location extends keyof All
    ? NonNullable<All[Location]>
    : never
  : never;

/** The parameters of one location; an empty object where the document has none. */
export type ParametersIn<B extends Binding, Id extends OperationId<B>, Location extends string> = {
  readonly [Name in keyof Documented<Operation<B, Id>, Location> as Location extends "header"
    ? HeaderSpellings<Name>
    : Name]: Documented<Operation<B, Id>, Location>[Name];
};

/** The parameters of a request, by location and under their documented names; headers also under other spellings. */
interface OperationParameters<B extends Binding, Id extends OperationId<B>> {
  readonly path: ParametersIn<B, Id, "path">;
  readonly query: ParametersIn<B, Id, "query">;
  readonly header: ParametersIn<B, Id, "header">;
  readonly cookie: ParametersIn<B, Id, "cookie">;
}

type ContentMap<Op> = Op extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content
    : never
  : never;

/** `true` where a request may come without a body. */
type BodyIsOptional<Op> = Op extends { requestBody: { content: unknown } } ? false : true;

type Scalar = string | number | boolean | null;

/** Text is a number or a boolean where the schema takes one; under a schema for objects it stays text. */
type TextValue<Value> = [Extract<Value, Scalar>] extends [never] ? string : Extract<Value, Scalar>;

type BodyValue<Media, Value> = Media extends
  | JsonMediaType
  | "application/x-www-form-urlencoded"
  | "multipart/form-data"
  ? Value
  : Media extends TextMediaType
    ? TextValue<Value>
    : Uint8Array;

/** A request without a body, as a handler sees it. */
interface RequestWithoutBody<B extends Binding, Id extends OperationId<B>> extends RequestExtras {
  readonly operationId: Id;
  readonly parameters: OperationParameters<B, Id>;
  readonly credentials: CredentialsOf<B, Id>;
  readonly contentType?: undefined;
  readonly body?: undefined;
  readonly files?: undefined;
}

/** A request with a body of one documented media type, as a handler sees it. */
interface RequestWithBody<B extends Binding, Id extends OperationId<B>, Media, Value> extends RequestExtras {
  readonly operationId: Id;
  readonly parameters: OperationParameters<B, Id>;
  readonly credentials: CredentialsOf<B, Id>;
  /** The key of the document's `content` map that the body was checked against. */
  readonly contentType: Media;
  readonly body: BodyValue<Media, Value>;
  readonly files: Media extends "multipart/form-data" ? readonly UploadedFile[] : undefined;
}

type RequestsWithBody<B extends Binding, Id extends OperationId<B>, Content> = {
  [Media in keyof Content]: RequestWithBody<B, Id, Media, Content[Media]>;
}[keyof Content];

/**
 * What the handler of an operation receives: parameters, body and credentials, all of them checked
 * against the document. With several media types it is a union to be narrowed by `contentType`.
 */
export type OperationRequest<B extends Binding, Id extends OperationId<B>> = [
  ContentMap<Operation<B, Id>>,
] extends [never]
  ? RequestWithoutBody<B, Id>
  :
      | RequestsWithBody<B, Id, ContentMap<Operation<B, Id>>>
      | (BodyIsOptional<Operation<B, Id>> extends true ? RequestWithoutBody<B, Id> : never);
