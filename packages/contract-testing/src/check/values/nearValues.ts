import type { JsonValue } from "@gatehouse/contract";
import { isJsonEqual } from "@gatehouse/contract";
import * as fc from "fast-check";
import { type Channel, isTextChannel } from "./Channel.ts";
import { isCarried } from "./stringArbitrary.ts";
import type { WrongValues } from "./wrongTypeValues.ts";

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
