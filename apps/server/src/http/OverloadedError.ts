/** The process is overloaded and accepts nothing new (failure 25). */
export class OverloadedError extends Error {
  readonly code = "OVERLOADED";

  constructor() {
    super("The server has more to do than it can; try again later.");
    this.name = "OverloadedError";
  }
}
