import type { Binding, OperationId } from "./Binding.ts";
import type { OperationRequest } from "./OperationRequest.ts";
import type { OperationResponse } from "./OperationResponse.ts";

/**
 * The handler of one operation: typed input to typed result. It always returns a promise, so that a compile error
 * shows the whole result and with it the operationId.
 */
export interface OperationHandler<B extends Binding, Id extends OperationId<B>> {
  (request: OperationRequest<B, Id>, context: B["context"]): Promise<OperationResponse<B, Id>>;
  /** Set by `createOperationDefiner`; keeps a handler from being filed under another operation. */
  readonly operationId?: Id;
}
