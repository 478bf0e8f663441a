import type { ReportFormat, Review } from "../review/Review.ts";
import { renderGithub } from "./renderGithub.ts";
import { renderHtml } from "./renderHtml.ts";
import { renderJunit } from "./renderJunit.ts";
import { renderMarkdown } from "./renderMarkdown.ts";
import { renderSarif } from "./renderSarif.ts";
import { renderTerminal, type TerminalOptions } from "./renderTerminal.ts";
import { toReviewData } from "./toReviewData.ts";

/** Renders a review in one of the forms; the options count for the terminal alone. */
export function renderReview(review: Review, format: ReportFormat, terminal: TerminalOptions = {}): string {
  switch (format) {
    case "terminal":
      return renderTerminal(review, terminal);
    case "markdown":
      return renderMarkdown(review);
    case "html":
      return renderHtml(review);
    case "json":
      return renderJson(review);
    case "sarif":
      return renderSarif(review);
    case "junit":
      return renderJunit(review);
    case "github":
      return renderGithub(review);
  }
}

/** Renders a review as JSON. */
export function renderJson(review: Review): string {
  return `${JSON.stringify(toReviewData(review), undefined, 2)}\n`;
}
