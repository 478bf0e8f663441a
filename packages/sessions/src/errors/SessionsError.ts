import type { AccountNotKeptError } from "./AccountNotKeptError.ts";
import type { AuthenticatorUnavailableError } from "./AuthenticatorUnavailableError.ts";
import type { CredentialsRejectedError } from "./CredentialsRejectedError.ts";
import type { InvalidLimitsError } from "./InvalidLimitsError.ts";
import type { InvalidPageError } from "./InvalidPageError.ts";
import type { MalformedCredentialsError } from "./MalformedCredentialsError.ts";
import type { NoActiveSessionError } from "./NoActiveSessionError.ts";
import type { NoRoleMappedError } from "./NoRoleMappedError.ts";
import type { NotPermittedError } from "./NotPermittedError.ts";
import type { PasswordNotChangeableError } from "./PasswordNotChangeableError.ts";
import type { PasswordRefusedError } from "./PasswordRefusedError.ts";
import type { RecentAuthenticationRequiredError } from "./RecentAuthenticationRequiredError.ts";
import type { SessionLimitReachedError } from "./SessionLimitReachedError.ts";
import type { SessionNotFoundError } from "./SessionNotFoundError.ts";
import type { SignInBusyError } from "./SignInBusyError.ts";
import type { SignInsClosedError } from "./SignInsClosedError.ts";
import type { StoreUnavailableError } from "./StoreUnavailableError.ts";
import type { TooManyAttemptsError } from "./TooManyAttemptsError.ts";
import type { UnsupportedAuthTypeError } from "./UnsupportedAuthTypeError.ts";

/** Every error this package throws on purpose; tell them apart by `code`. */
export type SessionsError =
  | AccountNotKeptError
  | AuthenticatorUnavailableError
  | CredentialsRejectedError
  | InvalidLimitsError
  | InvalidPageError
  | MalformedCredentialsError
  | NoActiveSessionError
  | NoRoleMappedError
  | NotPermittedError
  | PasswordNotChangeableError
  | PasswordRefusedError
  | RecentAuthenticationRequiredError
  | SessionLimitReachedError
  | SessionNotFoundError
  | SignInBusyError
  | SignInsClosedError
  | StoreUnavailableError
  | TooManyAttemptsError
  | UnsupportedAuthTypeError;

/** The `code` of every error of this package. */
export type SessionsErrorCode = SessionsError["code"];
