import type { ReviewSettings } from "../policy/ReviewSettings.ts";

/** A TypeScript project whose compile errors tell what a change of the contract breaks. */
export interface ImpactConfig {
  /** The types made from the document; they are made anew, aside, for the document under review. */
  readonly types: string;
  /** The command that makes them, `{document}` and `{output}` filled in. */
  readonly generate: readonly string[];
  /** The compiler, with `{project}` filled in. */
  readonly typecheck: readonly string[];
  /** The projects to check: folders with a `tsconfig.json`, or paths of such files. */
  readonly projects: readonly string[];
  /** By kind the folders and files (globs) whose places are called so. */
  readonly places: Readonly<Record<string, readonly string[]>>;
  /** Globs of files in which the names of operations are looked for. */
  readonly mentions: Readonly<Record<string, readonly string[]>>;
}

/** The file `spec-review.config.json`, all of it optional. */
export interface ReviewConfig extends Partial<ReviewSettings> {
  /** The document, for reviews between revisions. */
  readonly document?: string;
  /** The branch whose merge base is the base of a review without arguments. */
  readonly mergeBase?: string;
  /** The decisions file. @default `spec-review.decisions.yaml` beside the document */
  readonly decisions?: string;
  readonly impact?: ImpactConfig;
}
