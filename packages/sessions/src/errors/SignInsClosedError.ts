/** An administrator closed the door for new sign-ins (maintenance). */
export class SignInsClosedError extends Error {
  readonly code = "SIGN_INS_CLOSED";

  constructor() {
    super("New sign-ins are closed for maintenance; sessions that are open stay open.");
    this.name = "SignInsClosedError";
  }
}
