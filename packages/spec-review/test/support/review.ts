import { openDocument, type Review, type ReviewOptions, reviewDocuments } from "../../src/index.ts";
import { TODAY } from "./runCommand.ts";

/** Reviews two documents given as values. */
export async function review(
  base: object,
  head: object,
  options: Partial<ReviewOptions> = {},
): Promise<Review> {
  const documents = {
    base: await openDocument({ source: base, name: "old.yaml" }),
    head: await openDocument({ source: head, name: "new.yaml" }),
  };
  return reviewDocuments({ documents, today: TODAY, ...options });
}
