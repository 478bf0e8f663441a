import type { Review } from "../review/Review.ts";
import { reviewData } from "./reviewData.ts";

/** Renders a review as JSON; `review.schema.json` of this package describes it. */
export function renderJson(review: Review): string {
  return `${JSON.stringify(reviewData(review), undefined, 2)}\n`;
}
