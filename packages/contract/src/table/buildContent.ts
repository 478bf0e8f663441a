import type { Example, JsonValue, MediaType } from "../Contract.ts";
import { childPointer } from "../json/jsonPointer.ts";
import { entriesOf, isObject, textOf } from "../json/jsonValues.ts";
import type { Resolved, TableContext } from "./TableContext.ts";

/** Reads the `content` map of a parameter, header, request body or response. */
export function buildContent(context: TableContext, owner: Resolved): ReadonlyMap<string, MediaType> {
  const content = new Map<string, MediaType>();
  for (const [key, value] of entriesOf(owner.value.content)) {
    // Media types can be components since OpenAPI 3.2.
    const { pointer, value: facts } = context.resolve(value, childPointer(owner.pointer, "content", key));
    const mediaRange = mediaRangeOf(key);
    const encoding = isObject(facts.encoding) ? facts.encoding : undefined;
    const examples = buildExamples(context, { pointer, value: facts });
    const { schema, itemSchema } = facts;
    content.set(mediaRange, context.located({ mediaRange, schema, itemSchema, examples, encoding }, pointer));
  }
  return content;
}

/** Type, subtype and the names of parameters have no case; the values of parameters do (RFC 9110, 8.3.1). */
export function mediaRangeOf(key: string): string {
  return key.trim().replace(/^[^;]*/, (essence) => essence.toLowerCase());
}

/** Reads `example` and `examples` of a media type, parameter or header. */
export function buildExamples(context: TableContext, owner: Resolved): ReadonlyMap<string, Example> {
  const examples = new Map<string, Example>();
  const single = owner.value.example;
  if (single !== undefined) {
    const facts = { name: "example", summary: undefined, value: single };
    examples.set("example", context.located(facts, childPointer(owner.pointer, "example")));
  }
  for (const [name, entry] of entriesOf(owner.value.examples)) {
    const example = buildExample(context, name, {
      value: entry,
      pointer: childPointer(owner.pointer, "examples", name),
    });
    if (example !== undefined) examples.set(name, example);
  }
  return examples;
}

function buildExample(
  context: TableContext,
  name: string,
  entry: { readonly value: JsonValue; readonly pointer: string },
): Example | undefined {
  const { value, pointer } = context.resolve(entry.value, entry.pointer);
  // An example that lives outside of the document (`externalValue`) has no value to work with.
  if (value.value === undefined) return undefined;
  return context.located({ name, summary: textOf(value.summary), value: value.value }, pointer);
}
