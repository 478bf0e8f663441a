import type { Direction } from "../diff/SchemaChange.ts";
import type { Axis, Severity } from "../rules/Severity.ts";

/**
 * Another severity for some findings: those that meet all that is said here. An operation meets it by its path, id, tag
 * or level in the old document; of several values one is enough.
 */
export interface SeverityOverride {
  readonly severity: Severity | "off";
  readonly rule?: OneOrMore;
  readonly direction?: Direction;
  /** Paths, `*` for a part of a segment and `**` for any number of segments. */
  readonly path?: OneOrMore;
  /** Operation ids. */
  readonly operation?: OneOrMore;
  readonly tag?: OneOrMore;
  /** Levels of `x-stability-level` and the like. */
  readonly stability?: OneOrMore;
}

/** A text, or several. */
export type OneOrMore = string | readonly string[];

/** How a team weighs what is found. */
export interface ReviewSettings {
  /** Another severity for a rule, or `off`. */
  readonly severity: Readonly<Record<string, Severity | "off">>;
  /** Severities, and ids of rules, that fail the review where nobody has decided on the finding. */
  readonly failOn: readonly string[];
  /** More exactly than `severity`; of several that are met the last one counts. @default none */
  readonly overrides?: readonly SeverityOverride[];
  /** Stability levels, such as `draft` and `alpha`, whose operations may change as they like. @default none */
  readonly exempt?: readonly string[];
  /** What must not break: messages alone, or generated code as well. @default wire */
  readonly protect?: Axis;
}

/** What counts without any configuration. */
export const DEFAULT_SETTINGS: ReviewSettings = { severity: {}, failOn: ["breaking"], protect: "wire" };
