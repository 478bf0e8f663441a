/** The impact on the repository cannot be found; the message says why, and what to do. */
export class ImpactError extends Error {
  override readonly name = "ImpactError";
  readonly code = "SPEC_REVIEW_IMPACT";
}

/** Kinds of code that fails to compile; the rest is called `code`. */
export const CODE_KINDS = ["handler", "client", "test"] as const;

/** Kinds of files in which names are looked for; in tests those of operations alone. */
export const PAGE_KINDS = ["docs", "mock", "test"] as const;

/** How the impact of a change on a repository is found. All paths and globs start at the root of the repository. */
export interface ImpactConfig {
  /** The document that the types are made from. @default the document under review */
  readonly document?: string;
  /**
   * Commands that make the generated files, run one after the other at the root of a copy of the repository.
   * @default the scripts `generate` (or `codegen`, `generate:types`) of its packages
   */
  readonly generate?: readonly string[];
  /** Folders and files that Git ignores and the compiler needs, such as what a build makes. @default none */
  readonly copy?: readonly string[];
  /**
   * Folders with a `tsconfig.json`, or paths of such files.
   * @default every `tsconfig.json` whose program holds a generated file that changes
   */
  readonly projects?: readonly string[];
  /** A command that prints errors as `tsc` does, `{project}` filled in. @default the `tsc` of the project */
  readonly typecheck?: string;
  /** Globs by kind: what a place is called. @default by name and content */
  readonly places?: Partial<Record<(typeof CODE_KINDS)[number], readonly string[]>>;
  /** Globs by kind: where names of operations and members are looked for. @default pages, and whatever is called a mock or a test */
  readonly mentions?: Partial<Record<(typeof PAGE_KINDS)[number], readonly string[]>>;
  /** How many changes are tried alone to tell their errors apart; with more of them, words decide. @default 12 */
  readonly trials?: number;
}
