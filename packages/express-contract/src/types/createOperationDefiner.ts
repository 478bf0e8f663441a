import type { Binding, OperationId } from "./Binding.ts";
import type { OperationHandler } from "./OperationHandler.ts";
import type { OperationRequest } from "./OperationRequest.ts";
import type { OperationResponse } from "./OperationResponse.ts";
import type { Surplus } from "./Surplus.ts";

/**
 * Declares the handler of one operation; see `createOperationDefiner`.
 *
 * The handler as a whole is inferred, not its answer: only then does the compiler see the documented response while it
 * reads the answer, and keeps `"local"` or `true` in a body from widening to `string` or `boolean`.
 */
export type OperationDefiner<B extends Binding> = <
  Id extends OperationId<B>,
  Handler extends (
    request: OperationRequest<B, Id>,
    context: B["context"],
  ) => Promise<OperationResponse<B, Id>>,
>(
  operationId: Id,
  handler: Handler & Surplus<B, Id, Awaited<ReturnType<Handler>>>,
) => OperationHandler<B, Id>;

/**
 * Makes the function that an application declares its handlers with. It sees the answers themselves,
 * and so finds headers and properties that the document does not name, which a type annotation cannot.
 *
 * @example
 * const operation = createOperationDefiner<PetBinding>();
 * export const getPet = operation("getPet", async (request) => ({ status: 200, body: await find(request) }));
 */
export function createOperationDefiner<B extends Binding>(): OperationDefiner<B> {
  return (operationId, handler) => Object.assign(handler, { operationId });
}
