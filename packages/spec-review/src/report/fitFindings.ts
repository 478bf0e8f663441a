import type { Finding } from "../review/Finding.ts";
import type { Review } from "../review/Review.ts";
import { markdownFinding } from "./markdownFinding.ts";

/** How a finding is told where there is not room for all of all. */
export type FittedFinding =
  | { readonly finding: Finding; readonly form: "details" | "line"; readonly text: string }
  | { readonly finding: Finding; readonly form: "mention" };

/** A fingerprint in code, and what separates it from the next. */
const MENTION_LENGTH = 18;

/**
 * Fits findings into a number of characters: each is mentioned, the gravest get a line while there is room, and what
 * is left then is for details.
 */
export function fitFindings(review: Review, budget: number): FittedFinding[] {
  let left = budget - review.findings.length * MENTION_LENGTH;
  const fitted = review.findings.map((finding): FittedFinding => {
    if (left <= 0) return { finding, form: "mention" };
    const text = markdownFinding.line(finding);
    const fits = text.length - MENTION_LENGTH < left;
    if (fits) left -= text.length - MENTION_LENGTH;
    return fits ? { finding, form: "line", text } : { finding, form: "mention" };
  });
  return fitted.map((fit): FittedFinding => {
    if (fit.form !== "line" || left <= 0) return fit;
    const text = markdownFinding.details(review, fit.finding);
    if (text.length - fit.text.length >= left) return fit;
    left -= text.length - fit.text.length;
    return { finding: fit.finding, form: "details", text };
  });
}
