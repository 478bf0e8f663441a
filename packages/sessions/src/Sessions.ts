import type { OpenedSession } from "./commands/openSession.ts";
import type { TokenCommand } from "./commands/readSession.ts";
import type { SignInCommand } from "./commands/signIn.ts";
import type { Session } from "./session/Session.ts";

/** The commands of the domain. Errors are thrown, see `SessionsError`. */
export interface Sessions {
  /** See `signIn`. */
  signIn(command: SignInCommand): Promise<OpenedSession>;
  /** See `readSession`. */
  readSession(command: TokenCommand): Promise<Session>;
  /** See `endSession`. */
  endSession(command: TokenCommand): Promise<Session>;
}
