import type { SourceTree } from "./SourceTree.ts";

/** A place where a rule is broken. */
export interface Breach {
  /** Relative to the root of the repository; `file` or `file:line`. */
  readonly where: string;
  /** What is there. */
  readonly what: string;
}

/** A habit of this house that no ready-made linter checks. */
export interface HouseRule {
  readonly name: string;
  /** Said to the person who broke the rule: what to do instead, and why. */
  readonly advice: string;
  find(tree: SourceTree): readonly Breach[];
}
