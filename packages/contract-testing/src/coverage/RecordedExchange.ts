/** What one exchange between a test and a server covers of the document; one line of a coverage file. */
export interface RecordedExchange {
  /** The test that it belongs to, where that is known. */
  readonly test?: string | undefined;
  readonly operationId: string;
  readonly status: number;
  /** Of the answer, without parameters. */
  readonly mediaType: string | undefined;
  /** Names of the answer's headers, lower case. */
  readonly headers: readonly string[];
  /** Media type of the request's body, without parameters. */
  readonly requestMediaType: string | undefined;
  /** Names of the security schemes whose credentials came along. */
  readonly credentials: readonly string[];
  /** `query limit` for each parameter that came along. */
  readonly parameters: readonly string[];
  /** `request <name>` and `response <name>` for each named example that was exchanged. */
  readonly examples: readonly string[];
}
