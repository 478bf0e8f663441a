import * as fc from "fast-check";
import type { JsonValue } from "../../Contract.ts";
import { type Channel, isTextChannel } from "./Channel.ts";
import { JSON_TYPES, type JsonType } from "./typesOf.ts";

/** Values of every type but the allowed ones; `undefined` where a channel makes no difference between them. */
export function wrongTypeValues(
  allowed: ReadonlySet<JsonType>,
  channel: Channel,
): fc.Arbitrary<JsonValue> | undefined {
  if (allowed.size === 0) return undefined;
  if (isTextChannel(channel)) return wrongTexts(allowed);
  const isAllowed = (type: JsonType) => allowed.has(type) || (type === "integer" && allowed.has("number"));
  const kinds = JSON_TYPES.filter((type) => !isAllowed(type)).map((type) => VALUES[type]);
  return kinds.length === 0 ? undefined : fc.oneof(...kinds);
}

const VALUES: Readonly<Record<JsonType, fc.Arbitrary<JsonValue>>> = {
  null: fc.constant(null),
  boolean: fc.boolean(),
  integer: fc.integer({ min: 0, max: 100 }),
  number: fc.integer({ min: 0, max: 100 }).map((value) => value + 0.5),
  // A number as text is what a server that converts types would let through.
  string: fc.constantFrom("1", "true", "null", "", "text"),
  array: fc.constantFrom<JsonValue>([], ["text"], [1], [{}]),
  object: fc.constantFrom<JsonValue>({}, { name: "text" }, { length: 1 }),
};

/** Text that reads as none of the scalar types that are allowed. */
function wrongTexts(allowed: ReadonlySet<JsonType>): fc.Arbitrary<JsonValue> | undefined {
  if (allowed.has("string") || allowed.has("array") || allowed.has("object")) return undefined;
  const words = fc.constantFrom<JsonValue>("abc", "one", "NaN", "1x", "yes");
  return allowed.has("integer") && !allowed.has("number")
    ? fc.oneof(words, fc.constantFrom("1.5", "-0.25"))
    : words;
}
