import type { Binding, OperationId } from "./Binding.ts";
import type { OperationResponse } from "./OperationResponse.ts";

/** Stands in a compile error where a handler sends a header that its response does not document. */
export interface UndocumentedHeader<Id, Status, Name> {
  readonly undocumentedHeader: [operationId: Id, status: Status, header: Name];
}

/** Stands in a compile error where a body holds a property that its schema does not name. */
export interface UndocumentedProperty<Id, Status, Name> {
  readonly undocumentedProperty: [operationId: Id, status: Status, property: Name];
}

/** Stands in a compile error where an answer holds more than status, headers, body and contentType. */
export interface UnknownResponseProperty<Id, Name> {
  readonly unknownResponseProperty: [operationId: Id, property: Name];
}

/** The keys of all members of a union, not only the shared ones. */
type AllKeys<Union> = Union extends unknown ? keyof Union : never;

type ValueAt<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;

type ElementOf<Union> = Union extends readonly (infer Element)[] ? Element : never;

/**
 * The names in `Actual` that no member of `Documented` has, at any depth. It stops where the two are the
 * same type, which ends recursive schemas, and after eight levels.
 */
type SurplusNames<Actual, Documented, Depth extends readonly unknown[] = []> = Depth["length"] extends 8
  ? never
  : [Documented] extends [Actual]
    ? never
    : Actual extends Uint8Array | AsyncIterable<unknown>
      ? never
      : Actual extends readonly (infer Element)[]
        ? SurplusNames<Element, ElementOf<Documented>, [...Depth, 0]>
        : Actual extends object
          ?
              | Exclude<keyof Actual, AllKeys<Documented>>
              | {
                  [Key in keyof Actual & AllKeys<Documented>]: SurplusNames<
                    NonNullable<Actual[Key]>,
                    NonNullable<ValueAt<Documented, Key>>,
                    [...Depth, 0]
                  >;
                }[keyof Actual & AllKeys<Documented>]
          : never;

/** The documented responses that a status may stand for. */
type ResponsesAt<B extends Binding, Id extends OperationId<B>, Status> =
  OperationResponse<B, Id> extends infer Response
    ? Response extends { status: infer Documented }
      ? Status extends Documented
        ? Response
        : never
      : never
    : never;

type HeadersOf<Response> = Response extends { headers?: infer Headers } ? NonNullable<Headers> : never;

type BodyOf<Response> = Response extends { body?: infer Body } ? Body : never;

/** Turns surplus names into the type that a compiler message shows; none at all into `unknown`. */
type Report<Names, Shown> = [Names] extends [never] ? unknown : Shown;

type ResponseSurplus<B extends Binding, Id extends OperationId<B>, ResponseData> = ResponseData extends {
  status: infer Status;
}
  ? Report<
      Exclude<keyof ResponseData, "operationId" | "status" | "headers" | "body" | "contentType">,
      UnknownResponseProperty<
        Id,
        Exclude<keyof ResponseData, "operationId" | "status" | "headers" | "body" | "contentType">
      >
    > &
      Report<
        SurplusNames<HeadersOf<ResponseData>, HeadersOf<ResponsesAt<B, Id, Status>>>,
        UndocumentedHeader<
          Id,
          Status,
          SurplusNames<HeadersOf<ResponseData>, HeadersOf<ResponsesAt<B, Id, Status>>>
        >
      > &
      Report<
        SurplusNames<BodyOf<ResponseData>, BodyOf<ResponsesAt<B, Id, Status>>>,
        UndocumentedProperty<
          Id,
          Status,
          SurplusNames<BodyOf<ResponseData>, BodyOf<ResponsesAt<B, Id, Status>>>
        >
      >
  : unknown;

/**
 * `unknown` for an answer that holds nothing beyond its document; else a type that names what is too much.
 * Assignability alone lets such properties pass, because an inferred return type is never checked for them.
 */
export type Surplus<B extends Binding, Id extends OperationId<B>, ResponseData> = ResponseData extends unknown
  ? ResponseSurplus<B, Id, ResponseData>
  : never;
