/** Counts sign-in attempts before any password is looked at, so that parallel guesses cannot slip through (AUT-06). */
export interface AttemptLimiter {
  /**
   * Counts the attempt and decides whether a password may be checked for it. Atomic. It may wait until earlier attempts
   * are settled, so every admitted attempt must be settled.
   */
  begin(attempt: SignInAttempt): Promise<AttemptDecision>;
}

/** The user and the address of a sign-in. */
export interface SignInAttempt {
  readonly authType: string;
  readonly username: string;
  readonly clientAddress: string;
}

/**
 * - `admitted`: check the password, then settle the attempt: accepted and unchecked ones do not count. `familiar` says
 *   that the account signed in from this address before; it must not have to wait behind a flood (AUT-08).
 * - `locked`: too many wrong passwords for this account; fail like a wrong password, also with a right one (AUT-07).
 * - `limited`: too many attempts at once or from this address; say so and when to come back (AUT-10).
 */
export type AttemptDecision =
  | {
      readonly kind: "admitted";
      readonly familiar: boolean;
      settle(result: AttemptResult): Promise<void>;
    }
  | { readonly kind: "locked" }
  | { readonly kind: "limited"; readonly retryAfterSeconds: number };

/** How an admitted attempt ended; `unchecked` means that no password was compared (overloaded, upstream down). */
export type AttemptResult = "accepted" | "refused" | "unchecked";
