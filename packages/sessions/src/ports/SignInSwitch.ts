/** The maintenance switch "no new sign-ins". Live sessions are left alone. */
export interface SignInSwitch {
  /** Whether nobody may sign in at the moment. */
  isClosed(): Promise<boolean>;
  /** Closes or opens the door; kept across restarts by drivers that keep anything. */
  setClosed(closed: boolean): Promise<void>;
}
