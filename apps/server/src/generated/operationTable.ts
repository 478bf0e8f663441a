// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

import type { OperationTable } from "@gatehouse/express-contract";
import type { GatehouseBinding } from "../http/GatehouseBinding.ts";
import { addAccount } from "../operations/addAccount.ts";
import { changeBrowserPassword } from "../operations/changeBrowserPassword.ts";
import { changePassword } from "../operations/changePassword.ts";
import { createBrowserSession } from "../operations/createBrowserSession.ts";
import { createSession } from "../operations/createSession.ts";
import { deleteSession } from "../operations/deleteSession.ts";
import { endAllSessions } from "../operations/endAllSessions.ts";
import { endOtherSessions } from "../operations/endOtherSessions.ts";
import { endSessionById } from "../operations/endSessionById.ts";
import { endUserSessions } from "../operations/endUserSessions.ts";
import { findSession } from "../operations/findSession.ts";
import { getSession } from "../operations/getSession.ts";
import { getSignInOptions } from "../operations/getSignInOptions.ts";
import { getStatus } from "../operations/getStatus.ts";
import { listAccounts } from "../operations/listAccounts.ts";
import { listAuditEntries } from "../operations/listAuditEntries.ts";
import { listSessions } from "../operations/listSessions.ts";
import { reauthenticate } from "../operations/reauthenticate.ts";
import { removeAccount } from "../operations/removeAccount.ts";
import { resetPassword } from "../operations/resetPassword.ts";
import { setAccountRoles } from "../operations/setAccountRoles.ts";
import { setAccountState } from "../operations/setAccountState.ts";
import { setSignInState } from "../operations/setSignInState.ts";
import { unlockAccount } from "../operations/unlockAccount.ts";

/** The handler of each operation of the document. */
export const operationTable: OperationTable<GatehouseBinding> = {
  addAccount,
  changeBrowserPassword,
  changePassword,
  createBrowserSession,
  createSession,
  deleteSession,
  endAllSessions,
  endOtherSessions,
  endSessionById,
  endUserSessions,
  findSession,
  getSession,
  getSignInOptions,
  getStatus,
  listAccounts,
  listAuditEntries,
  listSessions,
  reauthenticate,
  removeAccount,
  resetPassword,
  setAccountRoles,
  setAccountState,
  setSignInState,
  unlockAccount,
};
