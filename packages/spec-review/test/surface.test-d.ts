import { expectTypeOf, test } from "vitest";
import { type Kept, type Review, type ReviewedDocument, reviewDocuments } from "../src/index.ts";

declare const document: ReviewedDocument;

test("a pair is read-only and has an old and a new side of the same type", () => {
  expectTypeOf<{ base: "old"; head: "new" }>().toExtend<Kept<string>>();
  // @ts-expect-error the two are of different kinds
  expectTypeOf<{ base: string; head: number }>().toExtend<Kept<string>>();
  // @ts-expect-error the new side is missing
  expectTypeOf<{ base: string }>().toExtend<Kept<string>>();
  const pair: Kept<string> = { base: "old", head: "new" };
  // @ts-expect-error what is compared stays as it is
  pair.base = "other";
});

test("a review takes two documents and a day", () => {
  const documents = { base: document, head: document };
  expectTypeOf(reviewDocuments({ documents, today: "2026-12-31" })).toEqualTypeOf<Review>();
  // @ts-expect-error one document is not a change
  reviewDocuments({ documents: { base: document }, today: "2026-12-31" });
  // @ts-expect-error whether a date has passed depends on the day
  reviewDocuments({ documents });
});
