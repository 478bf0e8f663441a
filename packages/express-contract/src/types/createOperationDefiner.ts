import type { Binding, OperationId } from "./Binding.ts";
import type { OperationHandler } from "./OperationHandler.ts";
import type { OperationRequest } from "./OperationRequest.ts";
import type { ResponseProblems, WrittenResponse } from "./ResponseProblems.ts";

/**
 * Declares the handler of one operation; see `createOperationDefiner`.
 *
 * The handler as a whole is inferred, not its response: only then does the compiler see the documented response while it
 * reads the returned one, and keeps `"local"` or `true` in a body from widening to `string` or `boolean`.
 */
export type OperationDefiner<B extends Binding> = <
  Id extends OperationId<B>,
  Handler extends (
    request: OperationRequest<B, Id>,
    context: B["context"],
  ) => Promise<WrittenResponse<B, Id>>,
>(
  operationId: Id,
  handler: Handler & ResponseProblems<B, Id, Awaited<ReturnType<Handler>>>,
) => OperationHandler<B, Id>;

/**
 * Makes the function that an application declares its handlers with. It sees the responses themselves, and so finds
 * headers and properties that the document does not name, which a type annotation cannot.
 *
 * @example
 * const operation = createOperationDefiner<PetBinding>();
 * export const getPet = operation("getPet", async (request) => ({ status: 200, body: await find(request) }));
 */
export function createOperationDefiner<B extends Binding>(): OperationDefiner<B> {
  return <Id extends OperationId<B>>(operationId: Id, handler: object) =>
    // What is left of the difference is the case of the names of headers, and HTTP makes none of it.
    Object.assign(handler as OperationHandler<B, Id>, { operationId });
}
