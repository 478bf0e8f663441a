/** What somebody signs in with. */
export interface NamedPassword {
  readonly username: string;
  readonly password: string;
}

/** Basic ends the user at the first colon, and forbids control characters in it (RFC 7617 section 2). */
const NOT_IN_A_USERNAME = /[:\p{Cc}]/u;

/** Whether Basic can carry a username unchanged; vCenter has no users whose names it cannot. */
export function fitsBasic(username: string): boolean {
  return username !== "" && username.isWellFormed() && !NOT_IN_A_USERNAME.test(username);
}

/**
 * Makes the value of an `Authorization` header. The password is taken as it is (AUT-02): as Base64 it cannot break the
 * header, whatever it holds.
 */
export function encodeBasicCredentials({ username, password }: NamedPassword): string {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}
