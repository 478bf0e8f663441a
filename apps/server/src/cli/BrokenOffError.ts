/** The user was asked and did not go on; nothing was changed. */
export class BrokenOffError extends Error {
  readonly code = "BROKEN_OFF";

  constructor() {
    super("Broken off; nothing was changed.");
    this.name = "BrokenOffError";
  }
}
