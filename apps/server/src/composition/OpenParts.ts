import type { Logger } from "../logging/createLogger.ts";

/**
 * What is open in a server, closed in reverse order. A part that cannot be closed is logged: it neither makes a stop a
 * crash, nor hides why a start has failed, and all others are closed.
 */
export class OpenParts extends AsyncDisposableStack {
  readonly #logger: Pick<Logger, "error">;

  /** Nothing is open yet. */
  constructor(logger: Pick<Logger, "error">) {
    super();
    this.#logger = logger;
  }

  override defer(close: () => PromiseLike<void> | void): void {
    super.defer(async () => {
      try {
        await close();
      } catch (error) {
        this.#logger.error("A part of the server could not be closed in order.", { error });
      }
    });
  }
}
