import type { ChangedPassword, ChangePasswordCommand } from "./commands/changePassword.ts";
import type { SessionsOperator } from "./commands/createOperator.ts";
import type { EndedSessions } from "./commands/endOtherSessions.ts";
import type { EndedSession } from "./commands/endSessionById.ts";
import type { EndUserSessionsCommand } from "./commands/endUserSessions.ts";
import type { SessionIdCommand } from "./commands/findSession.ts";
import type { ListedSession, ListedSessions, ListSessionsCommand } from "./commands/listSessions.ts";
import type { OpenedSession } from "./commands/openSession.ts";
import type { TokenCommand } from "./commands/readSession.ts";
import type { SetSignInsClosedCommand } from "./commands/setSignInsClosed.ts";
import type { SignInCommand } from "./commands/signIn.ts";
import type { SweptSessions } from "./commands/sweepSessions.ts";
import type { Session } from "./session/Session.ts";

/**
 * The commands of the domain; each is described, with the errors it throws, where it is written (`commands/`).
 * Whatever an audit record needs is in the answer or in the error.
 */
export interface Sessions {
  signIn(command: SignInCommand): Promise<OpenedSession>;
  readSession(command: TokenCommand): Promise<Session>;
  endSession(command: TokenCommand): Promise<Session>;

  listSessions(command: ListSessionsCommand): Promise<ListedSessions>;
  findSession(
    command: SessionIdCommand,
  ): Promise<{ readonly actor: Session; readonly session: ListedSession }>;
  endSessionById(command: SessionIdCommand): Promise<EndedSession>;
  endOtherSessions(command: TokenCommand): Promise<EndedSessions>;
  endUserSessions(command: EndUserSessionsCommand): Promise<EndedSessions>;
  endAllSessions(command: TokenCommand): Promise<EndedSessions>;
  changePassword(command: ChangePasswordCommand): Promise<ChangedPassword>;
  setSignInsClosed(command: SetSignInsClosedCommand): Promise<{ readonly actor: Session }>;
  /** The session of an administrator who signed in just now, for sensitive calls outside this package. */
  readAdministrator(command: TokenCommand): Promise<Session>;

  sweepSessions(): Promise<SweptSessions>;
  /** For whoever owns the machine. */
  readonly operator: SessionsOperator;
}
