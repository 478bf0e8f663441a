import type { RandomBytes } from "../session/Session.ts";
import type { SessionLimits } from "../session/SessionLimits.ts";
import type { Clock } from "../time/createSteadyClock.ts";
import type { AttemptLimiter } from "./AttemptLimiter.ts";
import type { Authenticator } from "./Authenticator.ts";
import type { SessionStore } from "./SessionStore.ts";
import type { SignInSwitch } from "./Store.ts";

/** What the commands work with. */
export interface SessionsDependencies {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly authenticators: ReadonlyMap<string, Authenticator>;
  readonly limiter: AttemptLimiter;
  readonly signInSwitch: SignInSwitch;
  readonly limits: SessionLimits;
}
