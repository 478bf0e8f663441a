import type { JsonObject, JsonValue } from "@gatehouse/contract";
import type { ReviewedDocument } from "../src/document/openDocument.ts";
import type { Direction } from "../src/facets/SchemaChange.ts";
import type { Finding } from "../src/findings/Finding.ts";
import { compareDocuments } from "../src/review/compareDocuments.ts";
import type { Dialect } from "../src/schema/SchemaNode.ts";
import type { SchemaPair } from "./schemaPairs.ts";

/** What a pair of schemas is reviewed as. */
export interface SchemaReview {
  /** What the sender may send, then what the receiver takes. */
  readonly pair: SchemaPair;
  readonly dialect: Dialect;
  readonly direction: Direction;
}

/** Reviews two documents that differ in one body: the sender's schema is the old request, or the new response. */
export function reviewSchemas({ pair: [sender, receiver], dialect, direction }: SchemaReview): Finding[] {
  const [base, head] = direction === "request" ? [sender, receiver] : [receiver, sender];
  return compareDocuments({
    documents: {
      base: documentWith(base, dialect, direction),
      head: documentWith(head, dialect, direction),
    },
    hasPassed: () => false,
  });
}

function documentWith(schema: JsonValue, dialect: Dialect, direction: Direction): ReviewedDocument {
  const body = { content: { "application/json": { schema } } };
  const operation: JsonObject =
    direction === "request"
      ? { requestBody: { required: true, ...body }, responses: {} }
      : { responses: { "200": { description: "", ...body } } };
  return {
    name: "random",
    title: "random",
    version: "1.0.0",
    dialect,
    root: { paths: { "/random": { post: operation } } },
    unread: [],
    notes: [],
    locate: () => ({ file: "random", line: 1, column: 1 }),
  };
}
