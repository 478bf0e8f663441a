/** What a review took. */
export interface Measurement {
  readonly operations: number;
  readonly findings: number;
  readonly breaking: number;
  readonly unknown: number;
  readonly risky: number;
  readonly safe: number;
  /** Findings that concern generated code alone; the others do not count them. */
  readonly codeOnly: number;
  /** Reading both documents, in milliseconds. */
  readonly openMs: number;
  /** Comparing them, in milliseconds. */
  readonly reviewMs: number;
  /** Of all threads of the process, in milliseconds, from its start to its end. */
  readonly cpuMs: number;
  readonly peakMib: number;
  /** The gravest findings. */
  readonly first: readonly string[];
}
