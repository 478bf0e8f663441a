import { randomBytes as secureRandomBytes } from "node:crypto";
import {
  type ChangedPassword,
  type ChangePasswordCommand,
  changePassword,
} from "./commands/changePassword.ts";
import { createOperator, type SessionsOperator } from "./commands/createOperator.ts";
import {
  type EndedSessions,
  type EndUserSessionsCommand,
  endAllSessions,
  endOtherSessions,
  endUserSessions,
} from "./commands/endOtherSessions.ts";
import { endSession } from "./commands/endSession.ts";
import {
  type EndedSession,
  endSessionById,
  findSession,
  type SessionIdCommand,
} from "./commands/findSession.ts";
import {
  type ListedSession,
  type ListedSessions,
  type ListSessionsCommand,
  listSessions,
} from "./commands/listSessions.ts";
import type { OpenedSession } from "./commands/openSession.ts";
import { readAdministrator } from "./commands/readAdministrator.ts";
import { readSession, type TokenCommand } from "./commands/readSession.ts";
import { type SetSignInsClosedCommand, setSignInsClosed } from "./commands/setSignInsClosed.ts";
import { type SignInCommand, signIn } from "./commands/signIn.ts";
import { type SweptSessions, sweepSessions } from "./commands/sweepSessions.ts";
import { createMemorySignInSwitch } from "./memory/createMemoryStore.ts";
import type { AttemptLimiter } from "./ports/AttemptLimiter.ts";
import type { Authenticator } from "./ports/Authenticator.ts";
import type { SessionStore } from "./ports/SessionStore.ts";
import type { SessionsDependencies } from "./ports/SessionsDependencies.ts";
import type { SignInSwitch } from "./ports/Store.ts";
import type { RandomBytes } from "./session/createToken.ts";
import type { Session } from "./session/Session.ts";
import { checkSessionLimits, defaultSessionLimits, type SessionLimits } from "./session/SessionLimits.ts";
import type { Clock } from "./time/createSteadyClock.ts";

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

/** Admits every attempt, for set-ups where something in front of the domain counts. */
const unlimitedAttempts: AttemptLimiter = {
  begin: async () => ({ kind: "admitted", familiar: false, settle: async () => undefined }),
};

/** What `createSessions` is made of. */
export interface SessionsOptions {
  readonly store: SessionStore;
  readonly clock: Clock;
  /** One per `authType`; a sign-in with any other is refused. */
  readonly authenticators: readonly Authenticator[];
  /** @default limits of NIST AAL2: idle 30 min, absolute 12 h; see `defaultSessionLimits` */
  readonly limits?: Partial<SessionLimits>;
  /** @default admits every attempt */
  readonly limiter?: AttemptLimiter;
  /** @default open, kept in memory */
  readonly signInSwitch?: SignInSwitch;
  /** @default `randomBytes` of `node:crypto` */
  readonly randomBytes?: RandomBytes;
}

/**
 * Puts the rules of session life on a store.
 *
 * @example
 * const sessions = createSessions({ store: createMemoryStore(), clock, authenticators: [accounts] });
 * const { token } = await sessions.signIn({ authType: "local", username, password, clientAddress });
 *
 * @throws {InvalidLimitsError} when the limits contradict each other or the allowed range.
 */
export function createSessions(options: SessionsOptions): Sessions {
  const deps = dependenciesOf(options);
  return {
    signIn: (command) => signIn(deps, command),
    readSession: (command) => readSession(deps, command),
    endSession: (command) => endSession(deps, command),
    listSessions: (command) => listSessions(deps, command),
    findSession: (command) => findSession(deps, command),
    endSessionById: (command) => endSessionById(deps, command),
    endOtherSessions: (command) => endOtherSessions(deps, command),
    endUserSessions: (command) => endUserSessions(deps, command),
    endAllSessions: (command) => endAllSessions(deps, command),
    changePassword: (command) => changePassword(deps, command),
    setSignInsClosed: (command) => setSignInsClosed(deps, command),
    readAdministrator: (command) => readAdministrator(deps, command),
    sweepSessions: () => sweepSessions(deps),
    operator: createOperator(deps),
  };
}

function dependenciesOf(options: SessionsOptions): SessionsDependencies {
  const limits = { ...defaultSessionLimits, ...options.limits };
  checkSessionLimits(limits);
  return {
    store: options.store,
    clock: options.clock,
    authenticators: new Map(options.authenticators.map((one) => [one.authType, one])),
    limits,
    limiter: options.limiter ?? unlimitedAttempts,
    signInSwitch: options.signInSwitch ?? createMemorySignInSwitch(),
    randomBytes: options.randomBytes ?? secureRandomBytes,
  };
}
