/** Username or password cannot be right in any account: empty, or longer than allowed (AUT-02, AUT-05). */
export class MalformedCredentialsError extends Error {
  readonly code = "MALFORMED_CREDENTIALS";
  readonly field: "username" | "password";

  constructor(field: "username" | "password", fault: string) {
    super(`The ${field} ${fault}`);
    this.name = "MalformedCredentialsError";
    this.field = field;
  }
}
