import type { JsonValue, SourceLocation } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { ChangeSide, Direction } from "../facets/SchemaChange.ts";
import type { Effect, Sentences, Severity } from "../rules/Rule.ts";
import type { ProofStop } from "../sets/ProofSource.ts";

/** One side of a change, as the reviewer sees it. */
export interface LocatedSide {
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
  readonly remedy: string;
  /** Where in the document, in words that stay. */
  readonly site: string;
  readonly direction: Direction | undefined;
  readonly operations: readonly AffectedOperation[];
  readonly base: LocatedSide | undefined;
  readonly head: LocatedSide | undefined;
  readonly witness: Witness | undefined;
  readonly decision: DecisionNote | undefined;
  /** Whether it fails the review: it weighs enough by the settings, and nobody has decided on it. */
  readonly blocks: boolean;
  /** The findings that this one stands for, the gravest first; undefined where it stands for itself. */
  readonly parts?: readonly Finding[];
}

/** What a fingerprint is made of. */
export type FingerprintParts = Pick<FindingDraft, "id" | "direction" | "site" | "subject" | "base" | "head">;

/** A finding before the findings of all operations are put together. */
export interface FindingDraft extends Sentences {
  readonly id: string;
  readonly severity: Severity;
  /** What it does to generated code. @default by the rule (`CODE_EFFECTS`) */
  readonly code?: Effect | undefined;
  /** What the fingerprint was made of before: other rules, other sites, the directions of a change apart. */
  readonly former?: readonly FingerprintParts[] | undefined;
  readonly direction: Direction | undefined;
  readonly site: string;
  readonly subject: string | undefined;
  readonly base: ChangeSide | undefined;
  readonly head: ChangeSide | undefined;
  readonly operations: readonly OperationView[];
  readonly witness: Witness | undefined;
  /** Where a proof stopped, and in which document. */
  readonly stop?: (ProofStop & { readonly side: "base" | "head" }) | undefined;
}

/** A place in the repository that a change concerns. */
export interface ImpactLocation {
  /** What it is: a handler, a call site of the client, a test, or other code; an example, a waiver, a mock, a page. */
  readonly kind: "handler" | "client" | "test" | "code" | "example" | "waiver" | "mock" | "docs";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The operation that the place belongs to, by its id; null where there is none, or more than one. */
  readonly operationId: string | null;
  /** In one line: why the compiler fails there, or the line that mentions what changed. */
  readonly text: string;
  /** All that the compiler says, line by line; empty where it says no more than that. */
  readonly details: readonly string[];
  /** Whether the compiler fails there, or the place only mentions what changed. */
  readonly certainty: "fails" | "mentions";
}

/** The places that one finding concerns. */
export interface FindingImpact {
  readonly fingerprint: string;
  readonly locations: readonly ImpactLocation[];
}

/** What the changes do to the repository they are reviewed in. */
export interface ImpactReport {
  /** By finding; findings without a place are not listed. */
  readonly findings: readonly FindingImpact[];
  /** Compile errors that come with the new document and that no finding explains. */
  readonly unexplained: readonly ImpactLocation[];
  /** Places that do not compile with the old document either; nobody is blamed for them. */
  readonly failingBefore: readonly ImpactLocation[];
  /** The generated files that the new document changes. */
  readonly generated: readonly string[];
  /** The projects that were checked. */
  readonly projects: readonly string[];
}

/** The findings that a finding stands for. */
export function partsOf(finding: Finding): readonly Finding[] {
  return finding.parts ?? [finding];
}
