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
import { type AdministratorCommand, readAdministrator } from "./commands/readAdministrator.ts";
import { readSession, type TokenCommand } from "./commands/readSession.ts";
import {
  type ReauthenticateCommand,
  type ReauthenticatedSession,
  reauthenticate,
} from "./commands/reauthenticate.ts";
import { type SetSignInsClosedCommand, setSignInsClosed } from "./commands/setSignInsClosed.ts";
import { type SignInCommand, signIn } from "./commands/signIn.ts";
import { type SweptSessions, sweepSessions } from "./commands/sweepSessions.ts";
import { InvalidLimitsError, NoActiveSessionError } from "./errors/SessionsError.ts";
import { createMemorySignInSwitch } from "./memory/createMemoryStore.ts";
import type { AttemptLimiter } from "./ports/AttemptLimiter.ts";
import type { Authenticator } from "./ports/Authenticator.ts";
import type { SessionStore } from "./ports/SessionStore.ts";
import type { SessionsDependencies } from "./ports/SessionsDependencies.ts";
import type { SignInSwitch } from "./ports/Store.ts";
import type { RandomBytes } from "./session/Session.ts";
import { hashToken, liveWindowAt, type Session, toSession } from "./session/Session.ts";
import { defaultSessionLimits, type SessionLimits } from "./session/SessionLimits.ts";
import type { Clock } from "./time/createSteadyClock.ts";

/** The shortest idle limit accepted, from Redfish (SessionService.SessionTimeout). */
const MIN_IDLE_TIMEOUT_SECONDS = 30;

/** The longest absolute limit accepted: 24 h, the figure of AAL2 (NIST SP 800-63B-4) and of Redfish. */
const MAX_ABSOLUTE_TIMEOUT_SECONDS = 86_400;

/**
 * The commands of the domain; each is described, with the errors it throws, where it is written (`commands/`).
 * The result or the error contains all facts that an audit record needs.
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
  reauthenticate(command: ReauthenticateCommand): Promise<ReauthenticatedSession>;
  /** Whether and how users can sign in; needs no session. */
  readSignInOptions(): Promise<SignInOptions>;
  /** The session of an administrator, for calls outside this package; see `AdministratorCommand`. */
  readAdministrator(command: AdministratorCommand): Promise<Session>;

  sweepSessions(): Promise<SweptSessions>;
  /** For the owner of the machine. */
  readonly operator: SessionsOperator;
}

/** Whether and how one can sign in. */
export interface SignInOptions {
  readonly closed: boolean;
  /** Each has an authenticator. */
  readonly authTypes: readonly string[];
}

/** Admits every attempt, for set-ups where something in front of the domain counts. */
const unlimitedAttempts: AttemptLimiter = {
  begin: async () => ({ kind: "admitted", familiar: false, settle: async () => undefined }),
};

/** Options of `createSessions`. */
export interface SessionsOptions {
  readonly store: SessionStore;
  readonly clock: Clock;
  /** One per `authType`; a sign-in with any other is rejected. */
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
    readSignInOptions: async () => ({
      closed: await deps.signInSwitch.isClosed(),
      authTypes: [...deps.authenticators.keys()],
    }),
    reauthenticate: (command) => reauthenticate(deps, command),
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

/**
 * Rejects limits outside 30 <= idle <= absolute <= 86,400 s and caps below one (SES-09).
 *
 * @throws {InvalidLimitsError} naming every limit that is wrong, all at once.
 */
export function checkSessionLimits(limits: SessionLimits): void {
  const faults = [...lifeFaults(limits), ...countFaults(limits)];
  if (faults.length > 0) throw new InvalidLimitsError(faults);
}

function lifeFaults({ idleTimeoutSeconds: idle, absoluteTimeoutSeconds: absolute }: SessionLimits): string[] {
  const faults: string[] = [];
  if (!Number.isSafeInteger(idle) || idle < MIN_IDLE_TIMEOUT_SECONDS) {
    faults.push(`The idle limit is ${idle} s; use a whole number of at least ${MIN_IDLE_TIMEOUT_SECONDS}.`);
  }
  if (!Number.isSafeInteger(absolute) || absolute > MAX_ABSOLUTE_TIMEOUT_SECONDS) {
    faults.push(
      `The absolute limit is ${absolute} s; use a whole number of at most ${MAX_ABSOLUTE_TIMEOUT_SECONDS}.`,
    );
  }
  if (idle > absolute) {
    faults.push(
      `The idle limit of ${idle} s is longer than the absolute limit of ${absolute} s; shorten it.`,
    );
  }
  return faults;
}

function countFaults(limits: SessionLimits): string[] {
  const counts = {
    "cap of sessions per user": limits.sessionsPerUser,
    "cap of sessions in all": limits.sessionsInAll,
    "age of a recent sign-in in seconds": limits.recentAuthenticationSeconds,
  };
  return Object.entries(counts)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => `The ${name} is ${value}; use a whole number of at least 1.`);
}

/**
 * Signs out. The token is the proof: removing it is authentication and end in one step (SES-04).
 *
 * @returns the session as it was, for the audit trail.
 * @throws {NoActiveSessionError} when the token opens no live session, also the second time (SES-06).
 * @throws {StoreUnavailableError} when the end is not certain.
 */
export async function endSession(deps: SessionsDependencies, { token }: TokenCommand): Promise<Session> {
  const record = await deps.store.take({
    tokenHash: hashToken(token),
    window: liveWindowAt(deps.clock.nowMs(), deps.limits),
  });
  if (record === undefined) throw new NoActiveSessionError();
  return toSession(record, deps.limits);
}
