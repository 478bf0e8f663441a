import { createOperationDefiner } from "@gatehouse/express-contract";
import type { GatehouseBinding } from "./GatehouseBinding.ts";

/** Defines the handler of one operation of the document. */
export const defineOperation = createOperationDefiner<GatehouseBinding>();
