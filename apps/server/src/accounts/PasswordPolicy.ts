/** Judges passwords that are newly chosen (AUT-03). */
export interface PasswordPolicy {
  /** One sentence per fault; none when the password may be used. */
  faultsOf(candidate: PasswordCandidate): Promise<readonly string[]>;
}

/** A password and who wants it. */
export interface PasswordCandidate {
  readonly username: string;
  readonly password: string;
}
