import type { Binding, OperationId } from "./Binding.ts";
import type { OperationHandler } from "./OperationHandler.ts";

/** One handler for each operation of the document: a missing or excess entry does not compile. */
export type OperationTable<B extends Binding> = {
  readonly [Id in OperationId<B>]: OperationHandler<B, Id>;
};
