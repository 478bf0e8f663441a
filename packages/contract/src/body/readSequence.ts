import type { JsonValue, MediaType } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import type { SchemaValidators } from "../schema/SchemaValidators.ts";
import { type SchemaViolation, takeViolations } from "../schema/SchemaViolation.ts";
import { schemaFacts } from "../style/SchemaFacts.ts";

type Split = (text: string) => readonly string[] | undefined;

/** JSON values on lines of their own; lines without one count for nothing. */
const splitLines: Split = (text) => text.split("\n").filter((line) => line.trim() !== "");

/** JSON values with the control character RS before each (RFC 7464, 2.1). */
const splitRecords: Split = (text) => {
  const [before = "", ...records] = text.split("\u001e");
  return before === "" ? records.filter((record) => record.trim() !== "") : undefined;
};

const JSON_SEQUENCES: ReadonlyMap<string, Split> = new Map([
  ["application/jsonl", splitLines],
  ["application/ndjson", splitLines],
  ["application/x-ndjson", splitLines],
  ["application/json-seq", splitRecords],
]);

const EVENT_STREAM = "text/event-stream";

function splitterOf(essence: string): Split | undefined {
  return essence.endsWith("+json-seq") ? splitRecords : JSON_SEQUENCES.get(essence);
}

/** Whether bodies of a media type are sequences of items (OpenAPI 3.2.0, 4.14.2). */
export function isSequence(essence: string): boolean {
  return essence === EVENT_STREAM || splitterOf(essence) !== undefined;
}

/**
 * Reads the items of a sequence.
 *
 * @returns `undefined` for a text that is no sequence of the media type
 * @throws what `parse` throws about an item that is no JSON
 */
export function readSequence(
  essence: string,
  text: string,
  parse: (item: string) => JsonValue,
): readonly JsonValue[] | undefined {
  return essence === EVENT_STREAM ? readEvents(text) : splitterOf(essence)?.(text)?.map(parse);
}

/** Events as objects of their fields; what has no data is none (WHATWG HTML, 9.2.6; OpenAPI 3.2.0, 4.14.4). */
function readEvents(text: string): readonly JsonValue[] {
  const events: JsonValue[] = [];
  let fields: Record<string, string | number> = {};
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/)) {
    const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (line === "") {
      if (fields.data !== undefined) events.push(fields);
      fields = {};
    } else if (name === "data") {
      fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`;
    } else if (name === "event" || (name === "id" && !value.includes("\0"))) fields[name] = value;
    else if (name === "retry" && /^\d+$/.test(value)) fields.retry = Number(value);
  }
  return events;
}

/** A sequence, as text and as its items. */
export interface Sequence {
  readonly value: string;
  readonly items: readonly JsonValue[];
}

/** Whether the `schema` of a media type is about the list of all items; one that takes no list is about the text. */
export function isAboutList(validators: SchemaValidators, { pointer, schema }: MediaType): boolean {
  if (schema === undefined) return false;
  return schemaFacts(validators, [validators.reader.at(childPointer(pointer, "schema"))]).kinds.has("array");
}

/** What the validation of a sequence draws on. */
interface SequenceRules {
  readonly validators: SchemaValidators;
  readonly mediaType: MediaType;
  /** The violations of the schema at a pointer by a value. */
  explain(pointer: string, value: JsonValue): readonly SchemaViolation[];
}

/** The violations of the schemas of a media type by a sequence; `itemSchema` is about each item. */
export function sequenceViolations(
  { validators, mediaType, explain }: SequenceRules,
  { value, items }: Sequence,
): readonly SchemaViolation[] {
  const { pointer, schema, itemSchema } = mediaType;
  const whole = isAboutList(validators, mediaType) ? items : value;
  function* found(): Iterable<readonly SchemaViolation[]> {
    if (schema !== undefined) yield explain(childPointer(pointer, "schema"), whole);
    if (itemSchema === undefined) return;
    for (const [index, item] of items.entries()) {
      const violations = explain(childPointer(pointer, "itemSchema"), item);
      yield violations.map((one) => ({ ...one, instancePointer: `/${index}${one.instancePointer}` }));
    }
  }
  return takeViolations(found());
}
