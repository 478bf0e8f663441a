import { isJsonEqual, type JsonValue } from "@gatehouse/contract";
import * as fc from "fast-check";
import { type Channel, isCarried, isTextChannel } from "./Channel.ts";
import { JSON_TYPES, type JsonType } from "./Conjunction.ts";

/** Values that are wrong in one way. */
interface WrongValues {
  readonly what: string;
  readonly values: fc.Arbitrary<JsonValue>;
}

/** Values of every type but the allowed ones; none where a channel makes no difference between them. */
export function wrongTypeValues(allowed: ReadonlySet<JsonType>, channel: Channel): readonly WrongValues[] {
  if (allowed.size === 0) return [];
  if (isTextChannel(channel)) return wrongTexts(allowed);
  const isAllowed = (type: JsonType) => allowed.has(type) || (type === "integer" && allowed.has("number"));
  const wrong = JSON_TYPES.filter((type) => !isAllowed(type));
  // Servers that convert types let text and fractions through, careless ones null; each is asked for by itself.
  const isSingle = (type: JsonType) => type === "string" || type === "null" || type === "number";
  const singles = wrong.filter(isSingle);
  const others = wrong.filter((type) => !isSingle(type));
  return [
    ...singles.map((type) => ({ what: type, values: VALUES[type] })),
    ...(others.length === 0
      ? []
      : [{ what: others.join(" or "), values: fc.oneof(...others.map((type) => VALUES[type])) }]),
  ];
}

const VALUES: Readonly<Record<JsonType, fc.Arbitrary<JsonValue>>> = {
  null: fc.constant(null),
  boolean: fc.boolean(),
  integer: fc.integer({ min: 0, max: 100 }),
  number: fc.integer({ min: 0, max: 100 }).map((value) => value + 0.5),
  string: fc.constantFrom("text", ""),
  array: fc.constantFrom<JsonValue>([], ["text"], [1], [{}]),
  object: fc.constantFrom<JsonValue>({}, { name: "text" }, { length: 1 }),
};

/** Text that reads as none of the scalar types that are allowed. */
function wrongTexts(allowed: ReadonlySet<JsonType>): readonly WrongValues[] {
  if (allowed.has("string") || allowed.has("array") || allowed.has("object")) return [];
  const words = { what: "text", values: fc.constantFrom<JsonValue>("abc", "one", "NaN", "1x", "yes") };
  const isWhole = allowed.has("integer") && !allowed.has("number");
  return isWhole ? [words, { what: "number", values: fc.constantFrom<JsonValue>("1.5", "-0.25") }] : [words];
}

/** Values that are nearly one of a list: in other letter cases, or a little more or less. */
export function nearValues(listed: readonly JsonValue[], channel: Channel): readonly WrongValues[] {
  const isNew = (value: JsonValue) =>
    !listed.some(
      (other) => isJsonEqual(value, other) || (isTextChannel(channel) && String(other) === String(value)),
    ) &&
    (typeof value !== "string" || isCarried(value, channel));
  const kinds = [
    { what: "a listed value in other letters", made: listed.flatMap(recased) },
    { what: "nearly a listed value", made: listed.flatMap(altered) },
  ];
  return kinds.flatMap(({ what, made }) => {
    const wrong = made.filter(isNew);
    return wrong.length === 0 ? [] : [{ what, values: fc.constantFrom(...wrong) }];
  });
}

function recased(value: JsonValue): readonly JsonValue[] {
  if (typeof value !== "string") return [];
  return [value.toUpperCase(), value.toLowerCase(), value.slice(0, 1).toUpperCase() + value.slice(1)];
}

function altered(value: JsonValue): readonly JsonValue[] {
  if (typeof value === "number") return [value + 1, value - 1, -value];
  return typeof value === "string" ? [`${value}x`, value.slice(0, -1), ` ${value}`] : [];
}
