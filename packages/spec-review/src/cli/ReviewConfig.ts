import type { ImpactConfig } from "../impact/ImpactConfig.ts";
import type { ReviewSettings } from "../policy/ReviewSettings.ts";

/** The file `spec-review.config.json`, all of it optional. */
export interface ReviewConfig extends Partial<ReviewSettings> {
  /** The document, or several and globs, for reviews between revisions. */
  readonly document?: string | readonly string[];
  /** The branch whose merge base is the base of a review without arguments. */
  readonly mergeBase?: string;
  /** The decisions file. @default `spec-review.decisions.yaml` beside the document */
  readonly decisions?: string;
  /** How `--impact` finds out what a change does to the repository. */
  readonly impact?: ImpactConfig;
}
