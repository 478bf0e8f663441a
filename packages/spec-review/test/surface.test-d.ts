import { expectTypeOf, test } from "vitest";
import { type Kept, type Review, type ReviewedDocument, reviewDocuments } from "../src/index.ts";

declare const document: ReviewedDocument;

test("a pair holds two of a kind, the old one and the new one, and is not changed", () => {
  expectTypeOf<{ base: "old"; head: "new" }>().toExtend<Kept<string>>();
  // @ts-expect-error the two are of different kinds
  expectTypeOf<{ base: string; head: number }>().toExtend<Kept<string>>();
  // @ts-expect-error the new side is missing
  expectTypeOf<{ base: string }>().toExtend<Kept<string>>();
  const pair: Kept<string> = { base: "old", head: "new" };
  // @ts-expect-error what is compared stays as it is
  pair.base = "other";
});

test("a review takes two documents and the day it is made", () => {
  const documents = { base: document, head: document };
  expectTypeOf(reviewDocuments({ documents, today: "2026-12-31" })).toEqualTypeOf<Review>();
  // @ts-expect-error one document is not a change
  reviewDocuments({ documents: { base: document }, today: "2026-12-31" });
  // @ts-expect-error whether a date has passed depends on the day
  reviewDocuments({ documents });
});
