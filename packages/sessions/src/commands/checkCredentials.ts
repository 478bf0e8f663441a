import { MalformedCredentialsError } from "../errors/MalformedCredentialsError.ts";

/** The longest password looked at, in bytes of UTF-8 (AUT-02). */
export const MAX_PASSWORD_BYTES = 1024;
/** The longest username looked at, in bytes of UTF-8. */
export const MAX_USERNAME_BYTES = 1024;

/**
 * Refuses what no account can have, before anything is looked up (AUT-05). An empty password must never reach an
 * LDAP bind, where it would succeed (RFC 4513 section 5.1.2).
 *
 * @throws {MalformedCredentialsError} when username or password is empty or too long.
 */
export function checkCredentials(credentials: {
  readonly username: string;
  readonly password: string;
}): void {
  checkText("username", credentials.username, MAX_USERNAME_BYTES);
  checkPasswordText(credentials.password);
}

/**
 * Refuses a password that nobody can have.
 *
 * @throws {MalformedCredentialsError} when it is empty or too long.
 */
export function checkPasswordText(password: string): void {
  checkText("password", password, MAX_PASSWORD_BYTES);
}

function checkText(field: "username" | "password", text: string, maxBytes: number): void {
  if (text.length === 0) throw new MalformedCredentialsError(field, "is empty.");
  if (Buffer.byteLength(text) > maxBytes) {
    throw new MalformedCredentialsError(field, `is longer than ${maxBytes} bytes of UTF-8.`);
  }
}
