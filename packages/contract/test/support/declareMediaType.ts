import type { JsonObject } from "../../src/Contract.ts";
import { loadContract } from "../../src/loadContract.ts";
import { schemaValidators } from "../../src/schema/SchemaValidators.ts";

/** A media type of a request body, as the document has it. */
export interface DeclaredMediaType {
  readonly properties?: JsonObject;
  readonly encoding?: JsonObject;
  readonly openapi?: string;
  readonly schema?: JsonObject;
}

/** Loads a document with one media type, and gives what reads its bodies. */
export async function declareMediaType(
  mediaType: string,
  { properties, encoding, openapi = "3.1.1", schema }: DeclaredMediaType,
) {
  const content = {
    [mediaType]: {
      schema: schema ?? { type: "object", properties: properties ?? {} },
      ...(encoding === undefined ? {} : { encoding }),
    },
  };
  const post = {
    operationId: "post",
    requestBody: { content },
    responses: { 200: { description: "Done." } },
  };
  const contract = await loadContract({
    openapi,
    info: { title: "Forms", version: "1" },
    paths: { "/": { post } },
  });
  const declared = contract.operations.get("post")?.requestBody?.content.get(mediaType);
  if (declared === undefined) throw new Error("The document has no such media type.");
  return { validators: schemaValidators(contract, "request"), mediaType: declared };
}
