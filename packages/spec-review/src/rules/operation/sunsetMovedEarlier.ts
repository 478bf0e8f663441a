import type { JsonValue } from "@gatehouse/contract";
import type { Place } from "../../document/Place.ts";
import { jsonPointer } from "../../json/jsonPointer.ts";
import type { Kept, OperationPair } from "../../walk/OperationPair.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Something of an operation that can be deprecated with a last day. */
interface Announced extends Kept<Place> {
  /** What it is called in a sentence; undefined for the operation itself. */
  readonly name: string | undefined;
  readonly subject: string | undefined;
}

function announcedIn({ base, head, parameters, responses }: OperationPair): Announced[] {
  const headers = responses.kept.flatMap((response) =>
    [...response.base.headers].flatMap(([key, header]): Announced[] => {
      const other = response.head.headers.get(key);
      const name = `the header ${words.code(header.name)} of the response ${words.code(response.head.status)}`;
      return other ? [{ base: header, head: other, name, subject: `${response.base.status} ${key}` }] : [];
    }),
  );
  return [
    { base, head, name: undefined, subject: undefined },
    ...parameters.kept.map((kept) => ({
      ...kept,
      name: `the ${kept.head.in} parameter ${words.code(kept.head.name)}`,
      subject: kept.base.key,
    })),
    ...headers,
  ];
}

function side({ pointer, value }: Place) {
  return { pointer: jsonPointer.append(pointer, "x-sunset"), value: value["x-sunset"] };
}

function dayOf(value: JsonValue | undefined): number {
  return typeof value === "string" ? Date.parse(value) : Number.NaN;
}

/** A last day that comes earlier than announced. */
export const sunsetMovedEarlier: OperationRule = {
  id: "sunset-moved-earlier",
  severity: "breaking",
  summary:
    "The last day of a deprecated operation, parameter or header was moved to an earlier one: callers planned with the " +
    "announced day.",
  check: (pair) =>
    announcedIn(pair).flatMap(({ base, head, name, subject }): Told[] => {
      const [old, now] = [side(base), side(head)];
      if (!(dayOf(now.value) < dayOf(old.value))) return [];
      return [
        {
          title: `The last day${name === undefined ? "" : ` of ${name}`} was moved from ${words.code(old.value)} to ${words.code(now.value)}`,
          why: "Callers who planned with the announced day have less time, or none.",
          wayOut: "Keep the announced day; a later one is always fine.",
          ...(subject !== undefined && { subject }),
          base: old,
          head: now,
        },
      ];
    }),
};

/** A last day of a deprecated parameter or header that is no longer announced; operations have a rule of their own. */
export const sunsetWithdrawn: OperationRule = {
  id: "sunset-withdrawn",
  severity: "risky",
  summary:
    "A parameter or header stays deprecated, and its last day is no longer announced: callers have no day to plan with.",
  check: (pair) =>
    announcedIn(pair).flatMap(({ base, head, name, subject }): Told[] => {
      const isGone = dayOf(base.value["x-sunset"]) > 0 && head.value["x-sunset"] === undefined;
      if (name === undefined || !isGone || head.value.deprecated !== true) return [];
      return [
        {
          title: `The last day of ${name} (${words.code(base.value["x-sunset"])}) was withdrawn`,
          why: "Callers have no day to plan with any more.",
          wayOut: "Announce the new day, or remove `deprecated` as well.",
          ...(subject !== undefined && { subject }),
          base: side(base),
          head: side(head),
        },
      ];
    }),
};
