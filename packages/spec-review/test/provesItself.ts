import { childPointer } from "@gatehouse/contract";
import type { ReviewedDocument } from "../src/document/openDocument.ts";
import type { Finding } from "../src/findings/Finding.ts";
import type { Kept } from "../src/walk/DocumentPair.ts";
import { createDocumentValidator } from "./documentValidator.ts";

/** What Ajv says of the example of a finding, given the two documents as they stand. */
export type Proof = "proven" | "disproven" | "beyond schemas";

/** Words by which a document says more than its schemas do. */
const BEYOND = ["discriminator", "readOnly", "writeOnly", "contentEncoding"];

/** Asks about the example of a finding: one side accepts it, the other rejects it where and for what the finding says. */
export function provesItself(documents: Kept<ReviewedDocument>, finding: Finding): Proof {
  const { witness, operations } = finding;
  const [operation] = operations;
  const texts = [documents.base, documents.head].map(({ root }) => JSON.stringify(root));
  const isBeyond = texts.some((text) => BEYOND.some((word) => text.includes(`"${word}"`)));
  if (!witness || !operation || witness.kind === "lost" || isBeyond) return "beyond schemas";
  const tokens = pointerTokensOf(witness.where);
  if (!tokens) return "beyond schemas";
  const root = operation.path.startsWith("/") ? "paths" : "webhooks";
  const media = ["content", "application/json", "schema"];
  const pointer = childPointer("", root, operation.path, operation.method.toLowerCase(), ...tokens, ...media);
  const [base, head] = [documents.base, documents.head].map((document) =>
    createDocumentValidator(document)(pointer, witness.value),
  );
  if (base === undefined || head === undefined) return "beyond schemas";
  const [sent, taken] = witness.kind === "refused" ? [base, head] : [head, base];
  const isShown = taken.some(
    ({ instancePath, keyword }) =>
      instancePath.startsWith(witness.focus) && (REASONS[finding.id]?.includes(keyword) ?? true),
  );
  return sent.length === 0 && isShown ? "proven" : "disproven";
}

/** The keywords by which a value of the finding is rejected; a rule that is not listed has many. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  "type-changed": ["type", "multipleOf", "nullable", "anyOf", "oneOf"],
  "minimum-changed": ["minimum", "exclusiveMinimum"],
  "maximum-changed": ["maximum", "exclusiveMaximum"],
  "multiple-of-changed": ["multipleOf"],
  "min-length-changed": ["minLength"],
  "max-length-changed": ["maxLength"],
  "pattern-changed": ["pattern"],
  "format-changed": ["format"],
  "min-items-changed": ["minItems"],
  "max-items-changed": ["maxItems"],
  "unique-items-changed": ["uniqueItems"],
  "contains-changed": ["contains"],
  "min-properties-changed": ["minProperties"],
  "max-properties-changed": ["maxProperties"],
  "property-names-changed": ["propertyNames"],
  "dependent-required-changed": ["dependentRequired"],
  "enum-value-added": ["enum", "const"],
  "enum-value-removed": ["enum", "const"],
  "enum-introduced": ["enum", "const"],
  "enum-dropped": ["enum", "const"],
  "required-property-added": ["required"],
  "property-became-required": ["required", "dependentRequired"],
  "property-became-optional": ["required", "dependentRequired"],
};

function pointerTokensOf(where: string): string[] | undefined {
  if (where === "request body") return ["requestBody"];
  const [, status] = /^response (\d{3})$/.exec(where) ?? [];
  return status === undefined ? undefined : ["responses", status];
}
