export type { ChangedPassword, ChangePasswordCommand } from "./commands/changePassword.ts";
export type { SessionsOperator } from "./commands/createOperator.ts";
export type { EndedSessions } from "./commands/endOtherSessions.ts";
export type { EndedSession } from "./commands/endSessionById.ts";
export type { UserName } from "./commands/endUser.ts";
export type { EndUserSessionsCommand } from "./commands/endUserSessions.ts";
export type { SessionIdCommand } from "./commands/findSession.ts";
export { MAX_PAGE_SESSIONS, type PageRequest, type SessionPage } from "./commands/listPage.ts";
export type { ListedSession, ListedSessions, ListSessionsCommand } from "./commands/listSessions.ts";
export type { OpenedSession } from "./commands/openSession.ts";
export type { TokenCommand } from "./commands/readSession.ts";
export type { SetSignInsClosedCommand } from "./commands/setSignInsClosed.ts";
export type { SignInCommand } from "./commands/signIn.ts";
export type { SweptSessions } from "./commands/sweepSessions.ts";
export { createSessions, type SessionsOptions } from "./createSessions.ts";
export { AccountNotKeptError } from "./errors/AccountNotKeptError.ts";
export { AuthenticatorUnavailableError } from "./errors/AuthenticatorUnavailableError.ts";
export { CredentialsRejectedError } from "./errors/CredentialsRejectedError.ts";
export { InvalidLimitsError } from "./errors/InvalidLimitsError.ts";
export { InvalidPageError } from "./errors/InvalidPageError.ts";
export { isSessionsError } from "./errors/isSessionsError.ts";
export { MalformedCredentialsError } from "./errors/MalformedCredentialsError.ts";
export { NoActiveSessionError } from "./errors/NoActiveSessionError.ts";
export { NoRoleMappedError } from "./errors/NoRoleMappedError.ts";
export { NotPermittedError } from "./errors/NotPermittedError.ts";
export { PasswordNotChangeableError } from "./errors/PasswordNotChangeableError.ts";
export { PasswordRefusedError } from "./errors/PasswordRefusedError.ts";
export { RecentAuthenticationRequiredError } from "./errors/RecentAuthenticationRequiredError.ts";
export { SessionLimitReachedError } from "./errors/SessionLimitReachedError.ts";
export { SessionNotFoundError } from "./errors/SessionNotFoundError.ts";
export type { SessionsError, SessionsErrorCode } from "./errors/SessionsError.ts";
export { SignInBusyError } from "./errors/SignInBusyError.ts";
export { SignInsClosedError } from "./errors/SignInsClosedError.ts";
export { StoreUnavailableError } from "./errors/StoreUnavailableError.ts";
export { TooManyAttemptsError } from "./errors/TooManyAttemptsError.ts";
export { UnsupportedAuthTypeError } from "./errors/UnsupportedAuthTypeError.ts";
export { createMemorySignInSwitch, createMemoryStore } from "./memory/createMemoryStore.ts";
export type {
  Account,
  AccountStore,
  AddAccountsResult,
  ChangeAccountRequest,
  ChangeAccountResult,
  EndWithAccount,
} from "./ports/AccountStore.ts";
export type { AttemptLimiter, AttemptResult, AttemptVerdict, SignInAttempt } from "./ports/AttemptLimiter.ts";
export type { AttemptEntry, AttemptStore } from "./ports/AttemptStore.ts";
export type {
  AuthenticatedIdentity,
  AuthenticationOutcome,
  Authenticator,
  Credentials,
  PasswordChange,
  PasswordChangeOutcome,
  RefusalReason,
} from "./ports/Authenticator.ts";
export type { Clock } from "./ports/Clock.ts";
export type { RandomBytes } from "./ports/RandomBytes.ts";
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
export type { SignInSwitch } from "./ports/SignInSwitch.ts";
export type { Store } from "./ports/Store.ts";
export type { Sessions } from "./Sessions.ts";
export { checkSessionLimits } from "./session/checkSessionLimits.ts";
export { chooseEvicted, type EvictionScene } from "./session/chooseEvicted.ts";
export { compareIdleness } from "./session/compareIdleness.ts";
export { defaultSessionLimits } from "./session/defaultSessionLimits.ts";
export { isLive, type LiveWindow } from "./session/LiveWindow.ts";
export { CLOCK_DRIFT_MS, liveWindowAt } from "./session/liveWindowAt.ts";
export type { Organization } from "./session/Organization.ts";
export type { Session } from "./session/Session.ts";
export type { SessionLimits } from "./session/SessionLimits.ts";
export type { SessionRecord } from "./session/SessionRecord.ts";
export type { SessionUser } from "./session/SessionUser.ts";
export { SYSTEM_ADMINISTRATOR } from "./session/SYSTEM_ADMINISTRATOR.ts";
export { userKeyOf } from "./session/userKeyOf.ts";
export { createSteadyClock, type SteadyClockOptions } from "./time/createSteadyClock.ts";
export { systemClock } from "./time/systemClock.ts";
