import type { JsonValue, SourceLocation } from "../Contract.ts";
import type { ContractProblem } from "../ContractProblem.ts";

/** One file of a document: its value and the way from a value back to the text. */
export interface SourceFile {
  /** Absolute address: `file:`, `http:`, `https:` or the made-up address of a document given as a value. */
  readonly address: string;
  /** The name that readers see. */
  readonly name: string;
  readonly value: JsonValue;
  /** Problems that leave it readable. */
  readonly problems?: readonly ContractProblem[];
  /** The location of a value; of the nearest enclosing one where the path has no value. */
  locate(segments: readonly string[]): SourceLocation;
}
