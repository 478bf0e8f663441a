// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

import type { OperationTable } from "@gatehouse/express-contract";
import type { GatehouseBinding } from "../http/GatehouseBinding.ts";
import { changePassword } from "../operations/changePassword.ts";
import { createSession } from "../operations/createSession.ts";
import { deleteSession } from "../operations/deleteSession.ts";
import { endAllSessions } from "../operations/endAllSessions.ts";
import { endOtherSessions } from "../operations/endOtherSessions.ts";
import { endSessionById } from "../operations/endSessionById.ts";
import { endUserSessions } from "../operations/endUserSessions.ts";
import { findSession } from "../operations/findSession.ts";
import { getSession } from "../operations/getSession.ts";
import { listSessions } from "../operations/listSessions.ts";
import { setSignInState } from "../operations/setSignInState.ts";

/** The handler of each operation of the document. */
export const operationTable: OperationTable<GatehouseBinding> = {
  changePassword,
  createSession,
  deleteSession,
  endAllSessions,
  endOtherSessions,
  endSessionById,
  endUserSessions,
  findSession,
  getSession,
  listSessions,
  setSignInState,
};
