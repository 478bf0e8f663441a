import type { TextMediaType } from "@gatehouse/contract";
import type { BodyStream } from "../response/writeResponse.ts";
import type { Binding, OperationId } from "./Binding.ts";
import type { JsonMediaType } from "./JsonMediaType.ts";
import type { StatusOf } from "./StatusOf.ts";

/** The `responses` of an operation. */
export type ResponsesOf<B extends Binding, Id extends OperationId<B>> = B["operations"][Id] extends {
  responses: infer Responses;
}
  ? Responses
  : never;

/** Drops the index signature that openapi-typescript adds to every header map. */
type NamedHeaders<Headers> = {
  [Name in keyof Headers as string extends Name ? never : Name]: Headers[Name];
};

type HeadersAt<Response> = Response extends { headers: infer Headers } ? NamedHeaders<Headers> : object;

/**
 * The headers that a handler sends with one documented response: all it names, less the provided ones and
 * `Content-Type`, which `content` says (OpenAPI 3.1.1, 4.8.17).
 */
type ResponseHeaders<B extends Binding, Id extends OperationId<B>, Key extends keyof ResponsesOf<B, Id>> = {
  readonly [Name in keyof HeadersAt<ResponsesOf<B, Id>[Key]> as Lowercase<Name & string> extends Lowercase<
    B["providedHeaders"] | "content-type"
  >
    ? never
    : Name]: HeadersAt<ResponsesOf<B, Id>[Key]>[Name];
};

/** `headers` may be left out where none is required. */
type HeadersProperty<Headers> = object extends Headers
  ? { readonly headers?: Headers }
  : { readonly headers: Headers };

type BodyValue<Media, Value> = Media extends JsonMediaType
  ? Value
  : Media extends TextMediaType
    ? (Value extends string | number | boolean | null ? Value : string) | BodyStream
    : Uint8Array | Extract<Value, string> | BodyStream;

/** A documented response that has no body. */
interface ResponseWithoutBody<Id, Status> {
  readonly operationId?: Id;
  readonly status: Status;
  readonly contentType?: undefined;
  readonly body?: undefined;
}

/** A documented response of the one media type that the document gives. */
interface ResponseWithBody<Id, Status, Media, Body> {
  readonly operationId?: Id;
  readonly status: Status;
  readonly contentType?: Media;
  readonly body: Body;
}

/** A documented response of one of several media types; `contentType` names it. */
interface ResponseWithChosenBody<Id, Status, Media, Body> {
  readonly operationId?: Id;
  readonly status: Status;
  readonly contentType: Media;
  readonly body: Body;
}

/** A media range (`image/*`) as the concrete types it stands for. */
export type Concrete<Media> = Media extends `${infer Type}/*`
  ? `${Type extends "*" ? string : Type}/${string}`
  : Media;

type IsUnion<T, Whole = T> = T extends unknown ? ([Whole] extends [T] ? false : true) : never;

type BodyAt<Id, Status, Content> = [keyof Content] extends [never]
  ? ResponseWithoutBody<Id, Status>
  : {
      [Media in keyof Content]: true extends IsUnion<keyof Content>
        ? ResponseWithChosenBody<Id, Status, Concrete<Media>, BodyValue<Media, Content[Media]>>
        : ResponseWithBody<Id, Status, Concrete<Media>, BodyValue<Media, Content[Media]>>;
    }[keyof Content];

type ContentAt<Response> = Response extends { content: infer Content } ? Content : Record<never, never>;

/** One documented response: its status, headers, media types and body. */
type ResponseAt<B extends Binding, Id extends OperationId<B>, Key extends keyof ResponsesOf<B, Id>> = BodyAt<
  Id,
  StatusOf<Key, keyof ResponsesOf<B, Id>>,
  ContentAt<ResponsesOf<B, Id>[Key]>
> &
  HeadersProperty<ResponseHeaders<B, Id, Key>>;

/** The result of an operation's handler: the union of its documented responses. */
export type OperationResponse<B extends Binding, Id extends OperationId<B>> = {
  [Key in keyof ResponsesOf<B, Id>]: ResponseAt<B, Id, Key>;
}[keyof ResponsesOf<B, Id>];
