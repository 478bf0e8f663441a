export type { ChangedPassword, ChangePasswordCommand } from "./commands/changePassword.ts";
export type { SessionsOperator } from "./commands/createOperator.ts";
export type { EndedSessions, EndUserSessionsCommand, UserName } from "./commands/endOtherSessions.ts";
export type { EndedSession, SessionIdCommand } from "./commands/findSession.ts";
export {
  type ListedSession,
  type ListedSessions,
  type ListSessionsCommand,
  MAX_PAGE_SESSIONS,
  type PageRequest,
  type SessionPage,
} from "./commands/listSessions.ts";
export type { OpenedSession } from "./commands/openSession.ts";
export type { AdministratorCommand } from "./commands/readAdministrator.ts";
export type { TokenCommand } from "./commands/readSession.ts";
export type { ReauthenticateCommand, ReauthenticatedSession } from "./commands/reauthenticate.ts";
export type { SetSignInsClosedCommand } from "./commands/setSignInsClosed.ts";
export type { SignInCommand } from "./commands/signIn.ts";
export type { SweptSessions } from "./commands/sweepSessions.ts";
export {
  checkSessionLimits,
  createSessions,
  type Sessions,
  type SessionsOptions,
  type SignInOptions,
} from "./createSessions.ts";
export { isSessionsError } from "./errors/isSessionsError.ts";
export {
  AccountNotKeptError,
  AuthenticatorUnavailableError,
  CredentialsRejectedError,
  InvalidLimitsError,
  InvalidPageError,
  MalformedCredentialsError,
  NoActiveSessionError,
  NoRoleMappedError,
  NotPermittedError,
  PasswordChangeDueError,
  PasswordNotChangeableError,
  PasswordRejectedError,
  RecentAuthenticationRequiredError,
  SessionLimitReachedError,
  SessionNotFoundError,
  type SessionsError,
  type SessionsErrorCode,
  SignInBusyError,
  SignInsClosedError,
  StoreUnavailableError,
  TooManyAttemptsError,
  UnsupportedAuthTypeError,
} from "./errors/SessionsError.ts";
export { createMemorySignInSwitch, createMemoryStore } from "./memory/createMemoryStore.ts";
export type {
  Account,
  AccountStore,
  AddAccountsResult,
  ChangeAccountRequest,
  ChangeAccountResult,
  EndWithAccount,
} from "./ports/AccountStore.ts";
export type {
  AttemptDecision,
  AttemptLimiter,
  AttemptResult,
  SignInAttempt,
} from "./ports/AttemptLimiter.ts";
export type {
  AuthenticatedIdentity,
  AuthenticationOutcome,
  Authenticator,
  Credentials,
  PasswordChange,
  PasswordChangeOutcome,
  RejectionReason,
} from "./ports/Authenticator.ts";
export type {
  CreateRequest,
  CreateResult,
  EndManyRequest,
  ListPosition,
  ListQuery,
  SessionStore,
  SweepRequest,
  SweepResult,
  TakeRequest,
  TouchRequest,
} from "./ports/SessionStore.ts";
export type { AttemptEntry, AttemptStore, SignInSwitch, Store } from "./ports/Store.ts";
export type { RandomBytes } from "./session/Session.ts";
export { CLOCK_DRIFT_MS, isLive, type LiveWindow, liveWindowAt, type Session } from "./session/Session.ts";
export { defaultSessionLimits, type SessionLimits } from "./session/SessionLimits.ts";
export {
  chooseEvicted,
  compareIdleness,
  type EvictionContext,
  type SessionRecord,
} from "./session/SessionRecord.ts";
export {
  type Organization,
  type SessionUser,
  SYSTEM_ADMINISTRATOR,
  userKeyOf,
} from "./session/SessionUser.ts";
export {
  type Clock,
  createSteadyClock,
  type SteadyClockOptions,
  systemClock,
} from "./time/createSteadyClock.ts";
