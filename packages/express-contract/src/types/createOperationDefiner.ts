import type { Binding, OperationId } from "./Binding.ts";
import type { OperationHandler } from "./OperationHandler.ts";
import type { OperationRequest } from "./OperationRequest.ts";
import type { OperationResponse } from "./OperationResponse.ts";

/** Stands in a compile error where a handler sends a header that its response does not document. */
export interface UndocumentedHeader<Id, Status, Name> {
  readonly undocumentedHeader: [operationId: Id, status: Status, header: Name];
}

/** Stands in a compile error where an answer holds a property other than status, headers, body, contentType. */
export interface UnknownAnswerProperty<Id, Name> {
  readonly unknownAnswerProperty: [operationId: Id, property: Name];
}

type HeaderNames<Response, Status> = Response extends { status: infer Documented; headers?: infer Headers }
  ? Status extends Documented
    ? keyof Headers
    : never
  : never;

type HeaderSurplus<B extends Binding, Id extends OperationId<B>, Answer> = Answer extends {
  status: infer Status;
  headers: infer Headers;
}
  ? Exclude<keyof Headers, HeaderNames<OperationResponse<B, Id>, Status>> extends infer Name
    ? [Name] extends [never]
      ? unknown
      : UndocumentedHeader<Id, Status, Name>
    : unknown
  : unknown;

type PropertySurplus<Id, Answer> =
  Exclude<keyof Answer, "operationId" | "status" | "headers" | "body" | "contentType"> extends infer Name
    ? [Name] extends [never]
      ? unknown
      : UnknownAnswerProperty<Id, Name>
    : unknown;

type Surplus<B extends Binding, Id extends OperationId<B>, Answer> = Answer extends unknown
  ? HeaderSurplus<B, Id, Answer> & PropertySurplus<Id, Answer>
  : never;

/** Declares the handler of one operation; see `createOperationDefiner`. */
export type OperationDefiner<B extends Binding> = <
  Id extends OperationId<B>,
  Answer extends OperationResponse<B, Id>,
>(
  operationId: Id,
  handler: (
    request: OperationRequest<B, Id>,
    context: B["context"],
  ) => Promise<Answer & Surplus<B, Id, Answer>>,
) => OperationHandler<B, Id>;

/**
 * Makes the function that an application declares its handlers with. It sees the answers themselves,
 * and so finds headers that the document does not name, which a type annotation cannot.
 *
 * @example
 * const operation = createOperationDefiner<PetBinding>();
 * export const getPet = operation("getPet", async (request) => ({ status: 200, body: await find(request) }));
 */
export function createOperationDefiner<B extends Binding>(): OperationDefiner<B> {
  return (operationId, handler) => Object.assign(handler, { operationId });
}
