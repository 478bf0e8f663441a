import type { JsonObject, JsonValue, MediaType } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { isObject } from "../json/jsonValues.ts";
import { splitList } from "../media/mediaTypes.ts";
import { applicableNodes } from "../schema/ListedNames.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { itemSchemas, propertySchemas, schemaFacts } from "../style/SchemaFacts.ts";
import { bodyKind } from "./bodyKind.ts";
import type { PartHead } from "./MultipartParser.ts";

/** How the parts of one property are written, according to the document. */
interface Encoding {
  readonly pointer: string;
  /** The media types of `contentType`, lower case and without parameters. */
  readonly contentTypes: readonly string[];
  /** Set where the document defines how texts are written. */
  readonly style: { readonly style: string; readonly explode: boolean } | undefined;
}

/** The description of the forms of one media type. */
export interface FormFacts {
  readonly validators: SchemaValidators;
  readonly mediaType: MediaType;
  readonly schema: SchemaNode;
  readonly encodings: ReadonlyMap<string, Encoding>;
}

/** Reads the description of the forms of a media type. */
export function readFormFacts(validators: SchemaValidators, mediaType: MediaType): FormFacts {
  const pointer = childPointer(mediaType.pointer, "schema");
  const { reader } = validators;
  const schema = mediaType.schema === undefined ? reader.synthetic(pointer, {}) : reader.at(pointer);
  return { validators, mediaType, schema, encodings: readEncodings(validators, mediaType) };
}

function readEncodings({ contract }: SchemaValidators, mediaType: MediaType): ReadonlyMap<string, Encoding> {
  const { encoding = {}, mediaRange, pointer } = mediaType;
  // OpenAPI 3.0.4, 4.7.15: styles are for forms in a URL's encoding alone.
  const takesStyle = !(contract.openapi.startsWith("3.0") && mediaRange.startsWith("multipart/"));
  return new Map(
    Object.entries(encoding).map(([name, value]): [string, Encoding] => {
      const facts: JsonObject = isObject(value) ? value : {};
      const { contentType, style = "form", explode = style === "form" } = facts;
      const hasStyle = ["style", "explode", "allowReserved"].some((key) => facts[key] !== undefined);
      return [
        name,
        {
          pointer: childPointer(pointer, "encoding", name),
          contentTypes: typeof contentType === "string" ? splitTypes(contentType) : [],
          style: takesStyle && hasStyle ? { style: String(style), explode: explode === true } : undefined,
        },
      ];
    }),
  );
}

function splitTypes(text: string): readonly string[] {
  return splitList(text).map((type) => (type.split(";", 1)[0] ?? "").trim().toLowerCase());
}

/** The schemas of a property, and those of the items where it is a list. */
function partSchemas({ validators, schema }: FormFacts, name: string): readonly SchemaNode[] {
  const property = propertySchemas(validators, [schema], name);
  const { kinds } = schemaFacts(validators, property);
  return kinds.has("array") && !kinds.has("object") ? [...property, ...itemSchemas(property, 0)] : property;
}

/** Whether the schema takes a part of a `multipart/form-data` body for a file and not for a value. */
export function isFilePart(facts: FormFacts, { name, mediaType, fileName }: PartHead): boolean {
  const schemas = partSchemas(facts, name);
  const raws = applicableNodes(schemas).map(({ raw }) => raw);
  if (raws.some(isBinary)) return true;
  const declared = facts.encodings.get(name)?.contentTypes ?? [];
  const types = mediaType === undefined ? declared : [mediaType];
  if (types.length > 0 && types.every((type) => bodyKind(type) === "bytes")) return true;
  const { types: valueTypes } = schemaFacts(facts.validators, schemas);
  return (
    fileName !== undefined &&
    valueTypes.size === 0 &&
    (mediaType === undefined || bodyKind(mediaType) !== "json")
  );
}

/** `format: binary` in 3.0; since 3.1 a media type that is no text, without an encoding as text. */
function isBinary(raw: JsonValue): boolean {
  if (!isObject(raw)) return false;
  if (raw.format === "binary") return true;
  const { contentMediaType, contentEncoding } = raw;
  if (typeof contentMediaType !== "string" || contentEncoding !== undefined) return false;
  return splitTypes(contentMediaType).every((type) => bodyKind(type) === "bytes");
}

/** Whether a media type is one of those that the document gives. */
export function isCovered(actual: string, ranges: readonly string[]): boolean {
  return ranges.some(
    (range) =>
      range === actual || range === "*/*" || (range.endsWith("/*") && actual.startsWith(range.slice(0, -1))),
  );
}

/** A text with the length of a file, as far as the limits of its schema can distinguish lengths. */
export function filePlaceholder(
  facts: FormFacts,
  { name, sizeBytes }: { readonly name: string; readonly sizeBytes: number },
): string {
  const rules = applicableNodes(partSchemas(facts, name)).map(({ keywords }) => keywords);
  const limits = rules.flatMap(({ minLength = 0, maxLength = -1 }) => [minLength, maxLength + 1]);
  return " ".repeat(Math.min(sizeBytes, Math.max(0, ...limits)));
}
