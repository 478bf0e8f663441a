/** One row of `docs/requirements.md`: a requirement, or a failure that must be borne. */
export interface Requirement {
  /** `SES-01`; failures are `FAIL-01`. */
  readonly id: string;
  readonly text: string;
  /** M must, S should. */
  readonly level: "M" | "S";
  /** Requirements whose tests show it as well. */
  readonly shownBy: readonly string[];
  /** Why there is no test for it in this release, where there is none. */
  readonly exclusion?: string;
}

/** Every ID in a text. */
export const ID = /\b(?:SES|AUT|NET|LOG|OPS|FAIL)-\d{2}\b/g;
