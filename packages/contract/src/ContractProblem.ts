import type { SourceLocation } from "./Contract.ts";

/** The kinds of problems that a document can have. */
export type ContractProblemRule =
  | "ambiguous-parameter"
  | "ambiguous-path"
  | "conflicting-fields"
  | "cyclic-reference"
  | "repeated-key"
  | "duplicate-operation-id"
  | "duplicate-parameter"
  | "invalid-value"
  | "misplaced-reference"
  | "missing-field"
  | "syntax"
  | "too-deep"
  | "undeclared-path-parameter"
  | "undeclared-server-variable"
  | "undefined-style"
  | "unknown-field"
  | "unknown-operation"
  | "unknown-security-scheme"
  | "unreadable-source"
  | "unresolved-reference"
  | "unsupported-dialect"
  | "unsupported-version"
  | "unused-path-parameter"
  | "wrong-type";

/** One problem of a document, with its location and the remedy. */
export interface ContractProblem {
  readonly rule: ContractProblemRule;
  readonly location: SourceLocation;
  /** JSON pointer (RFC 6901) inside the file of `location`. */
  readonly pointer: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly advice: string;
}
