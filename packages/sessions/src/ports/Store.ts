import type { AccountStore } from "./AccountStore.ts";
import type { AttemptStore } from "./AttemptStore.ts";
import type { SessionStore } from "./SessionStore.ts";
import type { SignInSwitch } from "./SignInSwitch.ts";

/**
 * Everything that belongs together in one place, so that an administrative act and the end of its sessions are one
 * durable step (SES-23). A driver must pass `sessionStoreConformance` (`@gatehouse/sessions/testing`).
 */
export interface Store extends SessionStore {
  readonly accounts: AccountStore;
  readonly attempts: AttemptStore;
  readonly signInSwitch: SignInSwitch;
}
