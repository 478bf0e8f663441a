import type { Review } from "../review/Review.ts";
import { reviewData } from "./reviewData.ts";

/** Renders a review as JSON. */
export function renderJson(review: Review): string {
  return `${JSON.stringify(reviewData(review), undefined, 2)}\n`;
}
