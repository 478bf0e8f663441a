// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

import type { OperationTable } from "@gatehouse/express-contract";
import type { GatehouseBinding } from "../http/GatehouseBinding.ts";
import { createSession } from "../operations/createSession.ts";
import { deleteSession } from "../operations/deleteSession.ts";
import { getSession } from "../operations/getSession.ts";

/** The handler of each operation of the document. */
export const operationTable: OperationTable<GatehouseBinding> = {
  createSession,
  deleteSession,
  getSession,
};
