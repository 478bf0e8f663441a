import type { Review } from "../review/Review.ts";
import { toReviewData } from "./toReviewData.ts";

/** Renders a review as JSON. */
export function renderJson(review: Review): string {
  return `${JSON.stringify(toReviewData(review), undefined, 2)}\n`;
}
