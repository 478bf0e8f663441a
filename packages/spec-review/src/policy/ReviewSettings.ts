import type { Axis, Severity } from "../rules/Severity.ts";

/** How a team weighs what is found. */
export interface ReviewSettings {
  /** Another severity for a rule, or `off`. */
  readonly severity: Readonly<Record<string, Severity | "off">>;
  /** Severities, and ids of rules, that fail the review where nobody has decided on the finding. */
  readonly failOn: readonly string[];
  /** Stability levels, such as `draft` and `alpha`, whose operations may change as they like. @default none */
  readonly exempt?: readonly string[];
  /** What must not break: messages alone, or generated code as well. @default wire */
  readonly protect?: Axis;
}

/** What counts without any configuration. */
export const DEFAULT_SETTINGS: ReviewSettings = { severity: {}, failOn: ["breaking"], protect: "wire" };
