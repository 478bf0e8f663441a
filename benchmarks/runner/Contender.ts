/** A request other than the session check. */
export interface BenchmarkRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly contentType?: string;
  /** ASCII. */
  readonly body?: string;
}

/** A server of the comparison. */
export interface Contender {
  /** The name in the table. */
  readonly name: string;
  /** The script, relative to this folder's parent. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node, before the script. */
  readonly nodeArguments?: readonly string[];
  /** Whether it speaks TLS, with a certificate of its own. */
  readonly tls?: boolean;
  /** The variable that sets the port of a script that does not announce its own. */
  readonly portVariable?: string;
  /** Whether a session has to be opened before it can be checked. */
  readonly signsIn?: boolean;
  /** The request that replaces the session check. */
  readonly request?: BenchmarkRequest;
  readonly note: string;
}
