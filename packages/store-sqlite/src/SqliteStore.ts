import type { SessionStore, SignInSwitch } from "@gatehouse/sessions";

/** A session store in one file of this machine. */
export interface SqliteStore extends SessionStore {
  /** What was found at the start; `restored` belongs into the log and the audit trail. */
  readonly startup: StoreStartup;
  /** The maintenance switch, kept in the same file. */
  readonly signInSwitch: SignInSwitch;
}

/**
 * - `created`: there was no store file.
 * - `opened`: the file is the one this machine left.
 * - `restored`: the file is older than what was promised since; all its sessions were ended (SES-22).
 */
export type StoreStartup =
  | { readonly kind: "created" }
  | { readonly kind: "opened" }
  | { readonly kind: "restored"; readonly reason: string };
