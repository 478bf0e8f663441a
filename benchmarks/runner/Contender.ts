/** A server of the comparison. */
export interface Contender {
  /** As it stands in the table. */
  readonly name: string;
  /** The script, relative to this folder's parent. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Set where the script is a whole program that tells nobody where it listens: the variable that says where to. */
  readonly portVariable?: string;
  /** Whether a session has to be opened before it can be checked. */
  readonly signsIn?: boolean;
  readonly note: string;
}
