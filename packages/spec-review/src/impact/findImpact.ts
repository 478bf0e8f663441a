import type { OpenedSides } from "../cli/openSides.ts";
import type { ReviewConfig } from "../cli/ReviewConfig.ts";
import type { Review } from "../review/Review.ts";
import type { ImpactReport } from "./ImpactReport.ts";

/** What the impact is looked for with. */
export interface ImpactTask {
  readonly review: Review;
  readonly config: ReviewConfig;
  readonly sides: OpenedSides;
}

/** Finds the places of the repository that the changes concern. */
export async function findImpact(_cwd: string, _task: ImpactTask): Promise<ImpactReport> {
  return { findings: [], unexplained: [], projects: [] };
}
