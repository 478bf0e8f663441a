/** The impact on the repository cannot be determined; the message says why, and what to do. */
export class ImpactError extends Error {
  override readonly name = "ImpactError";
  readonly code = "SPEC_REVIEW_IMPACT";
}

/** Kinds of code that may fail to compile; all other code is of the kind `code`. */
export const CODE_KINDS = ["handler", "client", "test"] as const;

/** Kinds of files that are searched for names; tests are searched only for those of operations. */
export const PAGE_KINDS = ["docs", "mock", "test"] as const;

/** Options of `--impact`. All paths and globs start at the root of the repository. */
export interface ImpactConfig {
  /** The document that the types are generated from. @default the document under review */
  readonly document?: string;
  /**
   * Commands that write the generated files, run one after the other at the root of a copy of the repository.
   * @default the scripts `generate` (or `codegen`, `generate:types`) of its packages
   */
  readonly generate?: readonly string[];
  /** Folders and files that Git ignores and the compiler needs, such as the output of a build. @default none */
  readonly copy?: readonly string[];
  /**
   * Folders with a `tsconfig.json`, or paths of such files.
   * @default every `tsconfig.json` whose program contains a generated file that changes
   */
  readonly projects?: readonly string[];
  /** A command that prints errors as `tsc` does, `{project}` filled in. @default the `tsc` of the project */
  readonly typecheck?: string;
  /** Globs of code by kind. @default by name and content */
  readonly places?: Partial<Record<(typeof CODE_KINDS)[number], readonly string[]>>;
  /** Globs by kind of the files that are searched for names. @default pages, and files named as mocks or tests */
  readonly mentions?: Partial<Record<(typeof PAGE_KINDS)[number], readonly string[]>>;
  /** The number of changes up to which each is tried alone to find its errors; for more, names decide. @default 12 */
  readonly trials?: number;
}
