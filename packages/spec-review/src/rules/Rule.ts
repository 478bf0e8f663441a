import type { Axis, Severity } from "./Severity.ts";

/** What every rule says about itself. */
export interface Rule {
  /** Stable; decisions, configuration and dashboards refer to it. */
  readonly id: string;
  /** One sentence: what the rule finds, why that breaks whom. */
  readonly summary: string;
  /** The gravest severity that the rule gives by itself. */
  readonly severity: Severity;
  /** `code`: no message changes. `habit`: advice to the author of the document. @default wire */
  readonly axis?: Axis | "habit";
}

/** What a finding says to the reviewer. */
export interface Sentences {
  /** What changed. */
  readonly title: string;
  /** Who breaks, and why. */
  readonly why: string;
  /** What to do instead. */
  readonly wayOut: string;
}
