import * as fc from "fast-check";
import type { JsonValue } from "../../Contract.ts";
import { type Channel, isTextChannel } from "./Channel.ts";
import { isSame } from "./Conjunction.ts";
import { isCarried } from "./stringArbitrary.ts";

/** Values that are nearly one of a list: other letter cases, a character more or less, the next number. */
export function unlistedValues(
  listed: readonly JsonValue[],
  channel: Channel,
): fc.Arbitrary<JsonValue> | undefined {
  const near = listed.flatMap(nearValues).filter((value) => !listed.some((other) => isSame(value, other)));
  const carried = near.filter((value) => typeof value !== "string" || isCarried(value, channel));
  // Where text loses its type, a number may read as a listed text.
  const distinct = isTextChannel(channel)
    ? carried.filter((value) => !listed.some((other) => String(other) === String(value)))
    : carried;
  return distinct.length === 0 ? undefined : fc.constantFrom(...distinct);
}

function nearValues(value: JsonValue): readonly JsonValue[] {
  if (typeof value === "number") return [value + 1, value - 1, -value];
  if (typeof value !== "string") return [];
  return [
    value.toUpperCase(),
    value.toLowerCase(),
    value.slice(0, 1).toUpperCase() + value.slice(1),
    `${value}x`,
    value.slice(0, -1),
    ` ${value}`,
  ];
}
