import type { JsonValue, SourceLocation } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { ChangeSide, Direction } from "../facets/SchemaChange.ts";
import type { Effect, Sentences, Severity } from "../rules/Rule.ts";
import type { ProofStop } from "../sets/ProofSource.ts";

/** One side of a change, with its location in the source. */
export interface LocatedSide {
  readonly pointer: string;
  readonly location: SourceLocation;
  /** Undefined where the side has none. */
  readonly value: JsonValue | undefined;
}

/** An operation that a change affects. */
export interface AffectedOperation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  /** Its stability level in the old document, such as `beta`. */
  readonly stability?: string | undefined;
  readonly tags?: readonly string[];
}

/** An example value that proves a finding, or illustrates it. */
export interface Witness {
  /**
   * The key of the report: `refused` is a request that was valid and is now rejected, `new` a response that was
   * impossible and is now possible, `lost` a value that the new document no longer describes.
   */
  readonly kind: "refused" | "new" | "lost";
  /** Where the value travels, for example `request body application/json`. */
  readonly where: string;
  readonly value: JsonValue;
  /** JSON pointer to the relevant part of the value. */
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

/** A change, and what it means for callers and clients. */
export interface Finding {
  /** The id of the rule. */
  readonly id: string;
  /** Identifies the change; it does not depend on the text around it. */
  readonly fingerprint: string;
  /** The fingerprints that earlier versions gave to this change or to its parts; decisions on them still count. */
  readonly formerFingerprints: readonly string[];
  /** The document, as `documents` of the review names it. */
  readonly document: string;
  readonly severity: Severity;
  /** The effect on messages of callers and clients that follow the old document. */
  readonly wire: Effect;
  /** The effect on code that is generated from the document. */
  readonly code: Effect;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  /** The stable name of the part of the document that changed: `Pet.name`, `GET /pets response 200`. */
  readonly site: string;
  readonly direction: Direction | undefined;
  readonly operations: readonly AffectedOperation[];
  readonly base: LocatedSide | undefined;
  readonly head: LocatedSide | undefined;
  readonly witness: Witness | undefined;
  readonly decision: DecisionNote | undefined;
  /** Whether it fails the review: by `failOn` of the settings, and without a decision. */
  readonly blocks: boolean;
  /** The findings that were joined into this one, the gravest first; undefined if it was not joined. */
  readonly parts?: readonly Finding[];
}

/** What a fingerprint is computed from. */
export type FingerprintParts = Pick<FindingDraft, "id" | "direction" | "site" | "subject" | "base" | "head">;

/** A finding of one operation, before the collector joins those of all operations. */
export interface FindingDraft extends Sentences {
  readonly id: string;
  readonly severity: Severity;
  /** The effect on generated code. @default by the rule (`CODE_EFFECTS`) */
  readonly code?: Effect | undefined;
  /** What earlier versions computed the fingerprints from: other rules, other sites, or each direction alone. */
  readonly former?: readonly FingerprintParts[] | undefined;
  readonly direction: Direction | undefined;
  readonly site: string;
  readonly subject: string | undefined;
  readonly base: ChangeSide | undefined;
  readonly head: ChangeSide | undefined;
  readonly operations: readonly OperationView[];
  readonly witness: Witness | undefined;
  /** The keyword at which the proof stopped, and its document. */
  readonly stop?: (ProofStop & { readonly side: "base" | "head" }) | undefined;
}

/** A location in the repository that a change affects. */
export interface ImpactLocation {
  /** A handler, a call of a client, a test, other code, an example, a waiver, a mock or a page. */
  readonly kind: "handler" | "client" | "test" | "code" | "example" | "waiver" | "mock" | "docs";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The id of the operation that the location belongs to; null where there is none, or more than one. */
  readonly operationId: string | null;
  /** One line: the reason of the compile error, or the line that mentions what changed. */
  readonly text: string;
  /** All lines of the compile error; empty if there is only one. */
  readonly details: readonly string[];
  /** `fails`: it does not compile. `mentions`: it only mentions what changed. */
  readonly certainty: "fails" | "mentions";
}

/** The locations that one finding affects. */
export interface FindingImpact {
  readonly fingerprint: string;
  readonly locations: readonly ImpactLocation[];
}

/** The impact of the changes on the repository. */
export interface ImpactReport {
  /** By finding; findings without a location are not listed. */
  readonly findings: readonly FindingImpact[];
  /** Compile errors of the new document that no finding explains. */
  readonly unexplained: readonly ImpactLocation[];
  /** Locations that do not compile with the old document either, so no finding explains them. */
  readonly failingBefore: readonly ImpactLocation[];
  /** The generated files that the new document changes. */
  readonly generated: readonly string[];
  /** The projects that were checked. */
  readonly projects: readonly string[];
}

/** The findings that were joined into a finding, or the finding itself. */
export function partsOf(finding: Finding): readonly Finding[] {
  return finding.parts ?? [finding];
}
