import type { Binding, OperationId } from "./Binding.ts";
import type { HeaderSpellings, LowerCaseHeaders } from "./headerSpellings.ts";
import type { OperationResponse, ResponsesOf } from "./OperationResponse.ts";
import type { AnyStatus } from "./StatusOf.ts";

/** Stands in a compile error where a handler returns a status that its operation does not document. */
interface UndocumentedStatus<Id, Status, Documented> {
  readonly undocumentedStatus: [operationId: Id, status: Status, documented: Documented];
}

/** Stands in a compile error where a handler sends a header that its response does not document. */
interface UndocumentedHeader<Id, Status, Name> {
  readonly undocumentedHeader: [operationId: Id, status: Status, header: Name];
}

/** Stands in a compile error where a handler leaves out a header that its response requires. */
interface MissingHeader<Id, Status, Name> {
  readonly missingHeader: [operationId: Id, status: Status, header: Name];
}

/** Appears in a compile error where a header has another type than in the document. */
interface WrongHeader<Id, Status, Name, Expected> {
  readonly wrongHeader: [operationId: Id, status: Status, header: Name, expected: Expected];
}

/** Stands in a compile error where a body holds a property that its schema does not name. */
interface UndocumentedProperty<Id, Status, Name> {
  readonly undocumentedProperty: [operationId: Id, status: Status, property: Name];
}

/** Stands in a compile error where a response holds more than status, headers, body and contentType. */
interface UnknownResponseProperty<Id, Name> {
  readonly unknownResponseProperty: [operationId: Id, property: Name];
}

/** A response with a status that the operation does not document: the compiler reads it, and names the status then. */
interface ResponseOfOtherStatus<Status> {
  readonly status: Status;
  readonly headers?: object;
  readonly contentType?: unknown;
  readonly body?: unknown;
}

/** Headers as a handler writes them: names in any case. */
type WrittenHeaders<Headers> = {
  readonly [Name in keyof Headers as HeaderSpellings<Name>]?: Headers[Name];
} & { readonly [name: string]: unknown };

type Written<Response> = Response extends { readonly headers?: infer Headers }
  ? Omit<Response, "headers"> & { readonly headers?: WrittenHeaders<Headers> }
  : Response;

/**
 * What the compiler takes from a handler before `ResponseProblems` looks at it: responses whose headers may be spelled in
 * any case, or of a status that is not documented.
 */
export type WrittenResponse<B extends Binding, Id extends OperationId<B>> =
  | Written<OperationResponse<B, Id>>
  | ResponseOfOtherStatus<Exclude<AnyStatus, OperationResponse<B, Id>["status"]>>;

/** The keys of all members of a union, not only the shared ones. */
type AllKeys<Union> = Union extends unknown ? keyof Union : never;

type ValueAt<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;

type ElementOf<Union> = Union extends readonly (infer Element)[] ? Element : never;

/**
 * The names in `Actual` that no member of `Documented` has, at any depth. It stops where the two are the
 * same type, which ends recursive schemas, and after eight levels.
 */
type ExcessNames<Actual, Documented, Depth extends readonly unknown[] = []> = Depth["length"] extends 8
  ? never
  : [Documented] extends [Actual]
    ? never
    : Actual extends Uint8Array | AsyncIterable<unknown>
      ? never
      : Actual extends readonly (infer Element)[]
        ? ExcessNames<Element, ElementOf<Documented>, [...Depth, 0]>
        : Actual extends object
          ?
              | Exclude<keyof Actual, AllKeys<Documented>>
              | {
                  [Key in keyof Actual & AllKeys<Documented>]: ExcessNames<
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

type HeadersOf<Response> = Response extends { headers?: infer Headers }
  ? LowerCaseHeaders<NonNullable<Headers>>
  : object;

type BodyOf<Response> = Response extends { body?: infer Body } ? Body : never;

/** Turns names into the type that a compiler message shows; none at all into `unknown`. */
type Report<Names, Shown> = [Names] extends [never] ? unknown : Shown;

/** The names of the required headers that are left out. */
type MissingNames<Actual, Documented> = {
  [Name in keyof Documented]-?: object extends Pick<Documented, Name>
    ? never
    : Name extends keyof Actual
      ? never
      : Name;
}[keyof Documented];

/** The names of the headers that are there and have another type. */
type WrongNames<Actual, Documented> = {
  [Name in keyof Actual & keyof Documented]-?: Pick<Actual, Name> extends Pick<Documented, Name>
    ? never
    : Name;
}[keyof Actual & keyof Documented];

interface Exchange<Id, Status> {
  readonly id: Id;
  readonly status: Status;
}

type HeaderProblems<At extends Exchange<unknown, unknown>, Actual, Documented> = Report<
  MissingNames<Actual, Documented>,
  MissingHeader<At["id"], At["status"], MissingNames<Actual, Documented>>
> &
  Report<
    WrongNames<Actual, Documented>,
    WrongHeader<
      At["id"],
      At["status"],
      WrongNames<Actual, Documented>,
      ValueAt<Documented, WrongNames<Actual, Documented>>
    >
  > &
  Report<
    Exclude<keyof Actual, keyof Documented>,
    UndocumentedHeader<At["id"], At["status"], Exclude<keyof Actual, keyof Documented>>
  >;

type PartProblems<At extends Exchange<unknown, unknown>, ResponseData, Documented> = Report<
  Exclude<keyof ResponseData, "operationId" | "status" | "headers" | "body" | "contentType">,
  UnknownResponseProperty<
    At["id"],
    Exclude<keyof ResponseData, "operationId" | "status" | "headers" | "body" | "contentType">
  >
> &
  HeaderProblems<At, HeadersOf<ResponseData>, HeadersOf<Documented>> &
  Report<
    ExcessNames<BodyOf<ResponseData>, BodyOf<Documented>>,
    UndocumentedProperty<At["id"], At["status"], ExcessNames<BodyOf<ResponseData>, BodyOf<Documented>>>
  >;

type ProblemsOf<B extends Binding, Id extends OperationId<B>, ResponseData> = ResponseData extends {
  status: infer Status;
}
  ? [ResponsesAt<B, Id, Status>] extends [never]
    ? UndocumentedStatus<Id, Status, keyof ResponsesOf<B, Id>>
    : PartProblems<Exchange<Id, Status>, ResponseData, ResponsesAt<B, Id, Status>>
  : unknown;

/**
 * `unknown` for a response that conforms to the document; else a type that names what is wrong. Assignability alone lets
 * properties pass that are too many, because an inferred return type is never checked for them, knows only one spelling
 * of a header, and of an undocumented status says no more than that it is not the last one of the document.
 *
 * Before the compiler has read a handler it puts all that one may return in its place; that has no problems.
 */
export type ResponseProblems<B extends Binding, Id extends OperationId<B>, ResponseData> = [
  WrittenResponse<B, Id>,
] extends [ResponseData]
  ? unknown
  : ProblemsOf<B, Id, ResponseData>;
