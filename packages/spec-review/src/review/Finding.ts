import type { JsonValue, SourceLocation } from "@gatehouse/contract";
import type { Direction } from "../diff/SchemaChange.ts";
import type { Effect, Severity } from "../rules/Severity.ts";

/** One side of a change, as the reviewer sees it. */
export interface Spot {
  readonly pointer: string;
  readonly location: SourceLocation;
  /** What stands there; undefined where nothing does. */
  readonly value: JsonValue | undefined;
}

/** An operation that a change concerns. */
export interface AffectedOperation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  /** Its stability level in the old document, such as `beta`. */
  readonly stability?: string | undefined;
  readonly tags?: readonly string[];
}

/** A value that proves the change, or shows what it is about. */
export interface Witness {
  /**
   * `refused`: a request that was valid and now is not. `new`: a response that is possible now and was not.
   * `lost`: a value of the old document that the new one no longer speaks of.
   */
  readonly kind: "refused" | "new" | "lost";
  /** Where the value travels, for example `request body application/json`. */
  readonly where: string;
  readonly value: JsonValue;
  /** JSON pointer to the telling part of the value. */
  readonly focus: string;
  readonly problem: string;
}

/** An entry of the decisions file that lets the finding pass. */
export interface DecisionNote {
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly replacement: string | undefined;
}

/** Something that changed, and what it means. */
export interface Finding {
  /** The rule. */
  readonly id: string;
  /** Stays the same while the change does, whatever happens to the text around it. */
  readonly fingerprint: string;
  /** Names that earlier versions gave to this change, or to parts of it; decisions on them still count. */
  readonly formerFingerprints: readonly string[];
  /** The document, as `documents` of the review names it. */
  readonly document: string;
  readonly severity: Severity;
  /** What it does to messages of callers and clients that follow the old document. */
  readonly wire: Effect;
  /** What it does to code that is generated from the document. */
  readonly code: Effect;
  readonly title: string;
  readonly why: string;
  readonly wayOut: string;
  /** Where in the document, in words that stay. */
  readonly site: string;
  readonly direction: Direction | undefined;
  readonly operations: readonly AffectedOperation[];
  readonly base: Spot | undefined;
  readonly head: Spot | undefined;
  readonly witness: Witness | undefined;
  readonly decision: DecisionNote | undefined;
  /** Whether it fails the review: it weighs enough by the settings, and nobody has decided on it. */
  readonly blocks: boolean;
  /** The findings that this one stands for, the gravest first; undefined where it stands for itself. */
  readonly parts?: readonly Finding[];
}

/** The findings that a finding stands for. */
export function partsOf(finding: Finding): readonly Finding[] {
  return finding.parts ?? [finding];
}
