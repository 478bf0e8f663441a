import { randomBytes as secureRandomBytes } from "node:crypto";
import { changePassword } from "./commands/changePassword.ts";
import { createOperator } from "./commands/createOperator.ts";
import { endAllSessions } from "./commands/endAllSessions.ts";
import { endOtherSessions } from "./commands/endOtherSessions.ts";
import { endSession } from "./commands/endSession.ts";
import { endSessionById } from "./commands/endSessionById.ts";
import { endUserSessions } from "./commands/endUserSessions.ts";
import { findSession } from "./commands/findSession.ts";
import { listSessions } from "./commands/listSessions.ts";
import { readAdministrator } from "./commands/readAdministrator.ts";
import { readSession } from "./commands/readSession.ts";
import { setSignInsClosed } from "./commands/setSignInsClosed.ts";
import { signIn } from "./commands/signIn.ts";
import { sweepSessions } from "./commands/sweepSessions.ts";
import { createMemorySignInSwitch } from "./memory/createMemoryStore.ts";
import { unlimitedAttempts } from "./memory/unlimitedAttempts.ts";
import type { AttemptLimiter } from "./ports/AttemptLimiter.ts";
import type { Authenticator } from "./ports/Authenticator.ts";
import type { Clock } from "./ports/Clock.ts";
import type { RandomBytes } from "./ports/RandomBytes.ts";
import type { SessionStore } from "./ports/SessionStore.ts";
import type { SessionsDependencies } from "./ports/SessionsDependencies.ts";
import type { SignInSwitch } from "./ports/SignInSwitch.ts";
import type { Sessions } from "./Sessions.ts";
import { checkSessionLimits } from "./session/checkSessionLimits.ts";
import { defaultSessionLimits } from "./session/defaultSessionLimits.ts";
import type { SessionLimits } from "./session/SessionLimits.ts";

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
