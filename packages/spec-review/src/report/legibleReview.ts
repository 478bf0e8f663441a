import type { Review } from "../review/Review.ts";
import { legible } from "../rules/legible.ts";

/** Values are written by those who show them. */
const KEPT: ReadonlySet<string> = new Set(["value"]);

/** A review in which no text, whatever the documents say, holds a character that a terminal would obey. */
export function legibleReview(review: Review): Review {
  return clean(review) as Review;
}

function clean(part: unknown): unknown {
  if (typeof part === "string") return legible(part);
  if (Array.isArray(part)) return part.map(clean);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, member]) => [key, KEPT.has(key) ? member : clean(member)]),
  );
}
