/** The password of this user is kept elsewhere and cannot be changed here. */
export class PasswordNotChangeableError extends Error {
  readonly code = "PASSWORD_NOT_CHANGEABLE";
  readonly authType: string;

  constructor(authType: string) {
    super(`Passwords of ${authType} users are not kept here; change the password where the account is.`);
    this.name = "PasswordNotChangeableError";
    this.authType = authType;
  }
}
