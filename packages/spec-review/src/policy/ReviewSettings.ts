import type { Severity } from "../rules/Severity.ts";

/** How a team weighs what is found. */
export interface ReviewSettings {
  /** Another severity for a rule, or `off`. */
  readonly severity: Readonly<Record<string, Severity | "off">>;
  /** Severities that fail the review where nobody has decided on the finding. */
  readonly failOn: readonly Severity[];
}

/** What counts without any configuration. */
export const DEFAULT_SETTINGS: ReviewSettings = { severity: {}, failOn: ["breaking"] };
