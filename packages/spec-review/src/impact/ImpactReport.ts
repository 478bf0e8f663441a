/** A place in the repository that a change concerns. */
export interface ImpactPlace {
  /** What it is: a handler, a call site of the client, a test, or other code; an example, a waiver, a mock, a page. */
  readonly kind: "handler" | "client" | "test" | "code" | "example" | "waiver" | "mock" | "docs";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The operation that the place belongs to, by its id; null where none, or more than one, can be told. */
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
  readonly places: readonly ImpactPlace[];
}

/** What the changes do to the repository they are reviewed in. */
export interface ImpactReport {
  /** By finding; findings without a place are not listed. */
  readonly findings: readonly FindingImpact[];
  /** Compile errors that come with the new document and that no finding explains. */
  readonly unexplained: readonly ImpactPlace[];
  /** Places that do not compile with the old document either; nobody is blamed for them. */
  readonly failingBefore: readonly ImpactPlace[];
  /** The generated files that the new document changes. */
  readonly generated: readonly string[];
  /** The projects that were checked. */
  readonly projects: readonly string[];
}
